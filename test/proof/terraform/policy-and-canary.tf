resource "aws_api_gateway_rest_api" "api" {
  name                         = "private-ish"
  disable_execute_api_endpoint = var.changed
}

resource "aws_api_gateway_rest_api_policy" "policy" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = var.changed ? "execute-api:/live/*" : "execute-api:/*"
    }]
  })
}

resource "aws_api_gateway_vpc_link" "link" {
  name        = "tf-link"
  description = var.changed ? "second" : "first"
  target_arns = ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/pets/0123456789abcdef"]
  tags        = { team = var.changed ? "b" : "a" }
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "link" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_rest_api.api.root_resource_id
  http_method             = aws_api_gateway_method.get.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  connection_type         = "VPC_LINK"
  connection_id           = aws_api_gateway_vpc_link.link.id
  uri                     = "http://pets.internal/"
}

resource "aws_api_gateway_deployment" "each" {
  for_each    = toset(["one", "two"])
  depends_on  = [aws_api_gateway_integration.link]
  rest_api_id = aws_api_gateway_rest_api.api.id
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = aws_api_gateway_deployment.each["one"].id
  stage_name    = "live"
  canary_settings {
    deployment_id            = aws_api_gateway_deployment.each["two"].id
    percent_traffic          = var.changed ? 20 : 10
    stage_variable_overrides = { table = "canary" }
  }
  access_log_settings {
    destination_arn = "arn:aws:logs:us-east-1:123456789012:log-group:pets"
    format          = var.changed ? "$context.requestId $context.status" : "$context.requestId"
  }
}
