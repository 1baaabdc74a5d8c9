resource "aws_api_gateway_rest_api" "api" {
  name               = "http"
  binary_media_types = var.changed ? ["image/png", "application/zip"] : ["image/png"]
}

resource "aws_api_gateway_model" "pet" {
  rest_api_id  = aws_api_gateway_rest_api.api.id
  name         = "Pet"
  description  = "a pet"
  content_type = "application/json"
  schema       = jsonencode({ type = "object", required = var.changed ? ["name", "age"] : ["name"] })
}

resource "aws_api_gateway_request_validator" "all" {
  rest_api_id                 = aws_api_gateway_rest_api.api.id
  name                        = "all"
  validate_request_body       = true
  validate_request_parameters = var.changed
}

resource "aws_api_gateway_resource" "pet" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "{petId}"
}

resource "aws_api_gateway_method" "put" {
  rest_api_id          = aws_api_gateway_rest_api.api.id
  resource_id          = aws_api_gateway_resource.pet.id
  http_method          = "PUT"
  authorization        = "NONE"
  operation_name       = var.changed ? "ReplacePet" : "PutPet"
  request_validator_id = aws_api_gateway_request_validator.all.id
  request_models       = { "application/json" = aws_api_gateway_model.pet.name }
  request_parameters = {
    "method.request.path.petId"          = true
    "method.request.querystring.dry-run" = var.changed
    "method.request.header.X-Id"         = false
  }
}

resource "aws_api_gateway_integration" "http" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.pet.id
  http_method             = aws_api_gateway_method.put.http_method
  type                    = "HTTP"
  integration_http_method = "PUT"
  uri                     = "https://example.com/pets/{id}"
  timeout_milliseconds    = var.changed ? 5000 : 3000
  passthrough_behavior    = "NEVER"
  content_handling        = "CONVERT_TO_TEXT"
  cache_key_parameters    = ["method.request.path.petId"]
  cache_namespace         = "pets"
  request_parameters = {
    "integration.request.path.id"        = "method.request.path.petId"
    "integration.request.header.X-Trace" = var.changed ? "context.requestId" : "'none'"
  }
  request_templates = { "application/json" = "$input.json('$')" }
  tls_config {
    insecure_skip_verification = var.changed
  }
}

resource "aws_api_gateway_method_response" "each" {
  for_each        = toset(["200", "404"])
  rest_api_id     = aws_api_gateway_rest_api.api.id
  resource_id     = aws_api_gateway_resource.pet.id
  http_method     = aws_api_gateway_method.put.http_method
  status_code     = each.key
  response_models = { "application/json" = "Empty" }
}

resource "aws_api_gateway_integration_response" "each" {
  depends_on         = [aws_api_gateway_integration.http]
  for_each           = aws_api_gateway_method_response.each
  rest_api_id        = aws_api_gateway_rest_api.api.id
  resource_id        = aws_api_gateway_resource.pet.id
  http_method        = aws_api_gateway_method.put.http_method
  status_code        = each.key
  selection_pattern  = each.key == "404" ? (var.changed ? "4\\d\\d" : "404") : null
  response_templates = { "application/json" = "$input.path('$.${each.key}')" }
}
