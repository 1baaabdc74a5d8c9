resource "aws_api_gateway_rest_api" "api" {
  name           = "keys"
  api_key_source = var.changed ? "AUTHORIZER" : "HEADER"
}

resource "aws_api_gateway_method" "get" {
  rest_api_id      = aws_api_gateway_rest_api.api.id
  resource_id      = aws_api_gateway_rest_api.api.root_resource_id
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}

resource "aws_api_gateway_integration" "mock" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_rest_api.api.root_resource_id
  http_method = aws_api_gateway_method.get.http_method
  type        = "MOCK"
}

resource "aws_api_gateway_deployment" "one" {
  depends_on  = [aws_api_gateway_integration.mock]
  rest_api_id = aws_api_gateway_rest_api.api.id
}

resource "aws_api_gateway_stage" "each" {
  for_each      = toset(["one", "two"])
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = aws_api_gateway_deployment.one.id
  stage_name    = each.key
}

resource "aws_api_gateway_api_key" "key" {
  name        = "tf-key"
  description = var.changed ? "second" : "first"
  enabled     = !var.changed
  tags        = { team = "a" }
}

resource "aws_api_gateway_usage_plan" "plan" {
  name        = var.changed ? "tf-plan-2" : "tf-plan"
  description = "plan"
  tags        = { team = "a" }

  dynamic "api_stages" {
    for_each = var.changed ? ["one", "two"] : ["one"]
    content {
      api_id = aws_api_gateway_rest_api.api.id
      stage  = aws_api_gateway_stage.each[api_stages.value].stage_name
      dynamic "throttle" {
        for_each = api_stages.value == "one" ? [1] : []
        content {
          path        = "/pets/GET"
          burst_limit = 3
          rate_limit  = 2
        }
      }
    }
  }

  quota_settings {
    limit  = var.changed ? 200 : 100
    period = "WEEK"
  }

  throttle_settings {
    burst_limit = 5
    rate_limit  = var.changed ? 20 : 10
  }
}

resource "aws_api_gateway_usage_plan_key" "key" {
  key_id        = aws_api_gateway_api_key.key.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.plan.id
}
