/** The variables that are heeded, by what they are about. A test holds the list to the source. */
export const ENVIRONMENT: readonly (readonly [
  about: string,
  variables: readonly (readonly [name: string, means: string])[],
])[] = [
  [
    "Who asks, and where",
    [
      ["AWS_PROFILE, AWS_DEFAULT_PROFILE", "The profile; --profile goes before them."],
      [
        "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN",
        "Keys; they go before AWS_PROFILE, and --profile before them.",
      ],
      [
        "AWS_REGION, AWS_DEFAULT_REGION",
        "The Region; --region goes before them, and they before the profile's.",
      ],
      [
        "AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE",
        "The files in the place of ~/.aws/config and ~/.aws/credentials.",
      ],
      [
        "AWS_ROLE_ARN, AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_SESSION_NAME",
        "A role by a token, as in CI and in Kubernetes.",
      ],
      [
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "Where a container's credentials are handed out.",
      ],
      ["AWS_EC2_METADATA_DISABLED", "true: the instance's credentials are not asked for."],
    ],
  ],
  [
    "How AWS is reached",
    [
      [
        "AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_API_GATEWAY, _APIGATEWAYV2, _LAMBDA, _IAM, _SERVICE_QUOTAS, _STS, _SSO",
        "Addresses instead of AWS's, a service's own before the common one; --aws-endpoint-url goes before them.",
      ],
      ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true: neither they nor the profile's endpoints count."],
      [
        "HTTPS_PROXY, HTTP_PROXY",
        "The proxy for https and for http addresses, as http://USER:PASSWORD@HOST:PORT; in lower case they go before.",
      ],
      [
        "NO_PROXY",
        "Hosts that are connected to without it: names with all below them, host:port, addresses with a mask, *. This machine always is.",
      ],
      [
        "AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE",
        "A file of certificate authorities to trust as well; --ca-bundle goes before them, and the profile's ca_bundle between them.",
      ],
      ["NODE_EXTRA_CA_CERTS, NODE_USE_SYSTEM_CA", "Node's own ways to trust more."],
      [
        "AWS_MAX_ATTEMPTS",
        "How often a call is sent at most; a change is sent again only where it had no effect for certain.",
      ],
      [
        "AWS_RETRY_MODE",
        "legacy, standard or adaptive: how often a call is sent where AWS_MAX_ATTEMPTS does not say it, 5, 3 and 3.",
      ],
      ["AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT", "true: AWS's endpoints of that kind."],
    ],
  ],
  [
    "The sandbox",
    [
      ["APIGW_SANDBOX", "1: as if --sandbox stood on every line."],
      ["APIGW_SANDBOX_STATE", "The file that holds its state."],
    ],
  ],
  [
    "This machine",
    [
      ["CI", "Set: nothing is ever asked."],
      [
        "LC_ALL, LC_CTYPE, LANG; on Windows WT_SESSION, TERM_PROGRAM",
        "Whether trees and diagrams are drawn with lines or with + - | >.",
      ],
      ["NO_COLOR, FORCE_COLOR, TERM", "Whether there are colours; with TERM=dumb questions are plain lines."],
      ["APIGW_ACCESSIBLE", "1: as if --accessible stood on every line."],
      ["VISUAL, EDITOR", "The editor that a template is written in, where its question offers that."],
      [
        "XDG_CACHE_HOME, XDG_STATE_HOME, XDG_CONFIG_HOME, XDG_DATA_HOME, ZDOTDIR, LOCALAPPDATA, HOME",
        "Where files are kept and completions are put.",
      ],
      ["SHELL", "The shell that completion install is for."],
      ["APIGW_JOURNAL", "0: no journal is kept of what runs change, so none can be undone or resumed."],
      ["APIGW_CODE_CACHE", "0: V8's compiled code is not kept."],
    ],
  ],
];
