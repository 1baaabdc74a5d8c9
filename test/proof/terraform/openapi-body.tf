resource "aws_api_gateway_rest_api" "api" {
  name = "from-body"
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "from-body", version = var.changed ? "2" : "1" }
    paths = {
      "/pets" = {
        get = {
          parameters = [{ name = "limit", in = "query", schema = { type = "integer" } }]
          responses  = { "200" = { description = "fine" } }
          "x-amazon-apigateway-integration" = {
            type            = "http_proxy"
            httpMethod      = "GET"
            uri             = var.changed ? "https://example.com/v2/pets" : "https://example.com/pets"
            timeoutInMillis = 5000
          }
        }
      }
      "/fn" = {
        post = {
          responses = { "200" = { description = "fine" } }
          "x-amazon-apigateway-integration" = {
            type       = "aws_proxy"
            httpMethod = "POST"
            uri        = "arn:$${AWS::Partition}:apigateway:$${AWS::Region}:lambda:path/2015-03-31/functions/arn:$${AWS::Partition}:lambda:$${AWS::Region}:$${AWS::AccountId}:function:hello/invocations"
          }
        }
      }
    }
  })
  put_rest_api_mode = "overwrite"
}

resource "aws_api_gateway_deployment" "one" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  triggers    = { redeploy = sha1(aws_api_gateway_rest_api.api.body) }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "live" {
  rest_api_id           = aws_api_gateway_rest_api.api.id
  deployment_id         = aws_api_gateway_deployment.one.id
  stage_name            = "live"
  documentation_version = null
}
