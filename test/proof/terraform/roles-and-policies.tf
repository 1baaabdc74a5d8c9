data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = var.changed ? ["apigateway.amazonaws.com", "lambda.amazonaws.com"] : ["apigateway.amazonaws.com"]
    }
  }
}

resource "aws_iam_policy" "boundary" {
  name   = "tf-boundary"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }] })
}

resource "aws_iam_policy" "send" {
  name        = "tf-send"
  path        = "/apps/"
  description = "may send"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = var.changed ? ["sqs:SendMessage", "sqs:GetQueueUrl"] : ["sqs:SendMessage"]
      Resource = "*"
    }]
  })
  tags = { team = var.changed ? "b" : "a" }
}

resource "aws_iam_role" "caller" {
  name                 = "tf-caller"
  path                 = "/apps/"
  max_session_duration = var.changed ? 7200 : 3600
  permissions_boundary = var.changed ? null : aws_iam_policy.boundary.arn
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  tags                 = { team = "a", more = var.changed ? "x" : "y" }
}

resource "aws_iam_role_policy" "inline" {
  name   = "inline"
  role   = aws_iam_role.caller.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "states:StartExecution", Resource = var.changed ? "arn:aws:states:us-east-1:123456789012:*" : "*" }] })
}

resource "aws_iam_role_policy_attachment" "send" {
  role       = aws_iam_role.caller.name
  policy_arn = aws_iam_policy.send.arn
}

resource "aws_iam_instance_profile" "machine" {
  name = "tf-machine"
  path = "/apps/"
  role = aws_iam_role.caller.name
  tags = { team = var.changed ? "b" : "a" }
}

resource "aws_api_gateway_rest_api" "api" {
  name = "roles"
}

resource "aws_api_gateway_method" "post" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "POST"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "sqs" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_rest_api.api.root_resource_id
  http_method             = aws_api_gateway_method.post.http_method
  type                    = "AWS"
  integration_http_method = "POST"
  credentials             = aws_iam_role.caller.arn
  uri                     = "arn:aws:apigateway:us-east-1:sqs:path/123456789012/pets"
  request_parameters      = { "integration.request.header.Content-Type" = "'application/x-www-form-urlencoded'" }
  request_templates       = { "application/json" = "Action=SendMessage&MessageBody=$util.urlEncode($input.body)" }
}
