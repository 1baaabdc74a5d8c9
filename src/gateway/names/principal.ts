/** API Gateway's principal, in every partition (China too: `.com.cn` is rejected). */
export const API_GATEWAY_PRINCIPAL = "apigateway.amazonaws.com";
