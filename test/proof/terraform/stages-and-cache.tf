data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["apigateway.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "logs" {
  name               = "tf-logs"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_api_gateway_account" "account" {
  cloudwatch_role_arn = aws_iam_role.logs.arn
}

resource "aws_api_gateway_client_certificate" "certificate" {
  description = var.changed ? "second" : "first"
}

resource "aws_api_gateway_rest_api" "api" {
  name                     = "cache"
  minimum_compression_size = var.changed ? 1024 : 0
}

resource "aws_api_gateway_resource" "pets" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "pets"
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.pets.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "mock" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_resource.pets.id
  http_method = aws_api_gateway_method.get.http_method
  type        = "MOCK"
}

resource "aws_api_gateway_deployment" "one" {
  depends_on  = [aws_api_gateway_integration.mock]
  rest_api_id = aws_api_gateway_rest_api.api.id
  description = "first"
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id           = aws_api_gateway_rest_api.api.id
  deployment_id         = aws_api_gateway_deployment.one.id
  stage_name            = "live"
  description           = var.changed ? "second" : "first"
  cache_cluster_enabled = true
  cache_cluster_size    = var.changed ? "1.6" : "0.5"
  client_certificate_id = aws_api_gateway_client_certificate.certificate.id
  xray_tracing_enabled  = var.changed
  tags                  = { team = "a" }
}

resource "aws_api_gateway_method_settings" "all" {
  depends_on  = [aws_api_gateway_account.account]
  rest_api_id = aws_api_gateway_rest_api.api.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"
  settings {
    metrics_enabled        = true
    logging_level          = "INFO"
    throttling_burst_limit = 50
    throttling_rate_limit  = 100
  }
}

resource "aws_api_gateway_method_settings" "pets" {
  depends_on  = [aws_api_gateway_method_settings.all]
  rest_api_id = aws_api_gateway_rest_api.api.id
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "pets/GET"
  settings {
    caching_enabled      = true
    cache_ttl_in_seconds = var.changed ? 60 : 120
    cache_data_encrypted = true
  }
}
