resource "aws_api_gateway_rest_api" "api" {
  name = "replies"
}

resource "aws_api_gateway_gateway_response" "denied" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  response_type = "ACCESS_DENIED"
  status_code   = var.changed ? "401" : "403"
  response_templates = {
    "application/json" = "{\"says\": $context.error.messageString}"
  }
  response_parameters = {
    "gatewayresponse.header.X-Why" = var.changed ? "'denied'" : "context.error.responseType"
  }
}

resource "aws_api_gateway_gateway_response" "others" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  response_type = "DEFAULT_4XX"
  # API Gateway tells its own template where none is given, which Terraform takes for a difference.
  response_templates = {
    "application/json" = "{\"message\":$context.error.messageString}"
  }
  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'*'"
  }
}

resource "aws_api_gateway_documentation_part" "api" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  location {
    type = "API"
  }
  properties = jsonencode({ description = var.changed ? "second" : "first" })
}

resource "aws_api_gateway_documentation_part" "method" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  location {
    type   = "METHOD"
    method = "*"
    path   = "/pets"
  }
  properties = jsonencode({ summary = "a method" })
}

resource "aws_api_gateway_documentation_version" "one" {
  depends_on  = [aws_api_gateway_documentation_part.api, aws_api_gateway_documentation_part.method]
  rest_api_id = aws_api_gateway_rest_api.api.id
  version     = "1"
  description = var.changed ? "second" : "first"
}
