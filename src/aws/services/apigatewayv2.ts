export {
  ApiGatewayV2Client as Client,
  GetVpcLinksCommand as GetVpcLinks,
} from "@aws-sdk/client-apigatewayv2";
