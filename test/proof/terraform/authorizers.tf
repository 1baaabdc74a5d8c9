resource "aws_iam_role" "function" {
  name               = "tf-guard"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })
}

resource "aws_lambda_function" "guard" {
  function_name = "tf-guard"
  role          = aws_iam_role.function.arn
  runtime       = "python3.13"
  handler       = "index.handler"
  filename      = "${path.module}/code.zip"
}

resource "aws_api_gateway_rest_api" "api" {
  name = "guarded"
}

resource "aws_api_gateway_authorizer" "token" {
  rest_api_id                      = aws_api_gateway_rest_api.api.id
  name                             = var.changed ? "token-2" : "token"
  type                             = "TOKEN"
  authorizer_uri                   = aws_lambda_function.guard.invoke_arn
  identity_source                  = "method.request.header.Authorization"
  identity_validation_expression   = "Bearer .*"
  authorizer_result_ttl_in_seconds = var.changed ? 0 : 120
}

resource "aws_api_gateway_authorizer" "request" {
  rest_api_id     = aws_api_gateway_rest_api.api.id
  name            = "request"
  type            = "REQUEST"
  authorizer_uri  = aws_lambda_function.guard.invoke_arn
  identity_source = var.changed ? "method.request.header.X-Id,method.request.querystring.id" : "method.request.header.X-Id"
}

resource "aws_api_gateway_authorizer" "pool" {
  rest_api_id     = aws_api_gateway_rest_api.api.id
  name            = "pool"
  type            = "COGNITO_USER_POOLS"
  identity_source = "method.request.header.Authorization"
  provider_arns   = ["arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_aaaaaaaaa"]
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "CUSTOM"
  authorizer_id = var.changed ? aws_api_gateway_authorizer.request.id : aws_api_gateway_authorizer.token.id
}

resource "aws_api_gateway_method" "post" {
  rest_api_id          = aws_api_gateway_rest_api.api.id
  resource_id          = aws_api_gateway_rest_api.api.root_resource_id
  http_method          = "POST"
  authorization        = "COGNITO_USER_POOLS"
  authorizer_id        = aws_api_gateway_authorizer.pool.id
  authorization_scopes = var.changed ? ["pets/read", "pets/write"] : ["pets/read"]
}
