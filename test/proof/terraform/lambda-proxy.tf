data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "function" {
  name               = "tf-function"
  description        = var.changed ? "runs it" : "runs"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = { team = var.changed ? "b" : "a" }
}

resource "aws_lambda_function" "hello" {
  function_name = "tf-hello"
  role          = aws_iam_role.function.arn
  runtime       = "nodejs22.x"
  handler       = "index.handler"
  filename      = "${path.module}/code.zip"
  memory_size   = var.changed ? 256 : 128
  timeout       = 5
  publish       = true
  environment {
    variables = { GREETING = var.changed ? "servus" : "hello" }
  }
  tags = { team = "a" }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  description      = var.changed ? "second" : "first"
  function_name    = aws_lambda_function.hello.function_name
  function_version = "1"
}

resource "aws_api_gateway_rest_api" "api" {
  name = "lambda"
}

resource "aws_api_gateway_resource" "proxy" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "{proxy+}"
}

resource "aws_api_gateway_method" "any" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.proxy.id
  http_method   = "ANY"
  authorization = var.changed ? "AWS_IAM" : "NONE"
}

resource "aws_api_gateway_integration" "lambda" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.proxy.id
  http_method             = aws_api_gateway_method.any.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_alias.live.invoke_arn
}

resource "aws_lambda_permission" "invoke" {
  statement_id  = "tf-invoke"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.hello.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.api.execution_arn}/*/*/*"
}

resource "aws_api_gateway_deployment" "one" {
  depends_on  = [aws_api_gateway_integration.lambda]
  rest_api_id = aws_api_gateway_rest_api.api.id
  triggers    = { redeploy = var.changed ? "2" : "1" }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = aws_api_gateway_deployment.one.id
  stage_name    = "live"
  variables     = { table = var.changed ? "pets2" : "pets" }
}
