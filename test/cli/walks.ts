/** Somebody who reads a question before answering it, at streams or at a real terminal. */
export interface Walker {
  nextQuestion(): Promise<string | undefined>;
  gives(question: string, text: string): Promise<void>;
  isRefused(question: string, wrong: string, fault: string): Promise<void>;
}

/** What is typed at a question, found by its beginning; of several the next each time it comes up. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;
/** Answers that are not taken, with the words that say so. */
export type Wrongs = Readonly<Record<string, readonly (readonly [wrong: string, fault: string])[]>>;

export interface Walk {
  readonly name: string;
  readonly answers: Answers;
  readonly wrongs: Wrongs;
}

export const LAST =
  /^(?:Create method\?|Change the method\?|Create role\?|Delete the method\?|Create resource\?|Delete the resource\?|Add the response|Remove the response)/;

/** Of beginnings the one that says most of a question. */
const longest = (beginnings: readonly string[], question: string): string | undefined =>
  beginnings.filter((one) => question.startsWith(one)).sort((a, b) => b.length - a.length)[0];

/** Answers every question up to the last; others than those that are named with Enter. */
export async function walks(
  person: Walker,
  answers: Answers,
  {
    wrongs = {},
    until = LAST,
    before,
  }: { wrongs?: Wrongs; until?: RegExp; before?(question: string): Promise<void> } = {},
): Promise<readonly string[]> {
  const come = new Map<string, number>();
  const asked: string[] = [];
  for (;;) {
    const question = await person.nextQuestion();
    if (question === undefined || until.test(question)) return asked;
    asked.push(question);
    if (asked.length > 150) throw new Error(`it goes on asking: ${asked.slice(-5).join(" | ")}`);
    await before?.(question);
    const key = longest(Object.keys(answers), question);
    const time = come.get(key ?? question) ?? 0;
    come.set(key ?? question, time + 1);
    if (time === 0) {
      const found = longest(Object.keys(wrongs), question);
      for (const [wrong, fault] of found === undefined ? [] : (wrongs[found] ?? []))
        await person.isRefused(question, wrong, fault);
    }
    const answer = key === undefined ? "" : answers[key];
    await person.gives(question, typeof answer === "string" ? answer : (answer?.[time] ?? ""));
  }
}

const AT: Answers = { "REST API": "petst", Resource: "/pets", "Method type": "put" };

const REQUEST: Answers = {
  "Configure method request": "y",
  "Request validator": "all",
  "API key": "y",
  "Operation name": "putPets",
  "URL query": ["limit:required", "page", ""],
  "page: required?": "y",
  "page: caching?": "n",
  "HTTP request headers": ["X-Id:required:cached", ""],
  "Request body (": ["text/plain=Pet", ""],
};
const WRONG_REQUEST: Wrongs = {
  "URL query": [
    ["limit:need", '":need" behind limit is neither :required nor :cached.'],
    ["li mit", "is not a parameter name"],
  ],
  "HTTP request headers": [["limit:required", '"limit" is also given by --query-param']],
  "Request body (": [["application/json=Pett", 'petstore has no model "Pett". Did you mean Pet?']],
};
const INTEGRATION: Answers = {
  "Configure integration": "y",
  "Mapped parameters": ["integration.request.header.X-Id=method.request.header.X-Id", ""],
  "Mapping templates": ["text/plain=$input.body", ""],
  "Request body passthrough": "never",
  "Cache namespace": "pets",
};
const WRONG_INTEGRATION: Wrongs = {
  "Mapped parameters": [
    ["integration.request.header.X-Id=method.request.header.X-No", "but the method does not declare it"],
    ["integration.request.header.X-Id=plain text", "is not a mapping expression"],
  ],
  "Mapping templates": [
    ["text/plain=@missing.vtl", "missing.vtl cannot be read"],
    ["text/plain=#if($a)", "Given again, it is taken all the same."],
  ],
};
const RESPONSES: Answers = {
  "Configure responses": "y",
  "Method response": ["400=4.*", ""],
  "Response header": ["400:X-Kind='bad'", ""],
  "Response mapping": ['400:application/json={"bad": true}', ""],
  "Response model": ["400:application/json=Error", ""],
};
const WRONG_RESPONSES: Wrongs = {
  "Method response": [
    ["40", '"40" is not a status code.'],
    ["400=(", "Mend the regular expression"],
  ],
  "Response header": [
    ["404:X-Kind='bad'", "The method has no response 404."],
    ["400:X-Kind=bad", "is not a mapping expression"],
  ],
  "Response mapping": [["404:application/json={}", "The method has no response 404."]],
  "Response model": [["400:application/json=Eror", "Did you mean Error?"]],
};

/** A walk through every question of each type of integration, with something wrong wherever something can be. */
export const WALKS: readonly Walk[] = [
  {
    name: "lambda",
    answers: {
      ...AT,
      "Integration type": "lambda",
      "Lambda proxy": "n",
      "Lambda function": "hello:live",
      Timeout: "5000",
      Authorization: "cognito",
      Authorizer: "customers",
      "Authorization scopes": ["pets/read", ""],
      ...REQUEST,
      ...INTEGRATION,
      ...RESPONSES,
    },
    wrongs: {
      "REST API": [["petstroe", 'Nothing in the list matches "petstroe".']],
      Resource: [["/a/{b+}/c", "a greedy path variable"]],
      "Method type": [["gte", 'Nothing in the list matches "gte".']],
      "Integration type": [["lamdba", "Nothing in the list matches"]],
      "Lambda proxy": [["maybe", "Answer y or n."]],
      "Lambda Region": [["us-eats-1", "Did you mean us-east-1?"]],
      "Lambda function": [
        ["helo", 'There is no function "helo" in us-east-1. Did you mean hello?'],
        ["hello:alive", 'has no alias or version "alive"'],
      ],
      Timeout: [
        ["49", "49 is below the least that is accepted"],
        ["soon", "is not a whole number of milliseconds. Give 50 to 29000"],
      ],
      "Authorization scopes": [["two words", "has a blank in it"]],
      ...WRONG_REQUEST,
      ...WRONG_INTEGRATION,
      ...WRONG_RESPONSES,
    },
  },
  {
    name: "http",
    answers: {
      ...AT,
      "Integration type": "http",
      "HTTP proxy": "n",
      "HTTP method": "post",
      "Endpoint URL": "https://example.com/pets",
      "Content handling": "text",
      Timeout: "29000",
      Authorization: "iam",
      ...REQUEST,
      ...INTEGRATION,
      ...RESPONSES,
    },
    wrongs: {
      "HTTP method": [["fetch", "Nothing in the list matches"]],
      "Endpoint URL": [
        ["example.com", "is not an http:// or https:// address."],
        ["https://example.com/{petId}", "Nothing fills {petId}"],
      ],
      "Content handling": [["base64", 'Nothing in the list matches "base64".']],
      Timeout: [["900001", "900001 is above the most that is accepted"]],
      ...WRONG_REQUEST,
      ...WRONG_INTEGRATION,
      ...WRONG_RESPONSES,
    },
  },
  {
    name: "aws",
    answers: {
      ...AT,
      "Integration type": "aws",
      "AWS Region": "eu-west-1",
      "AWS service": "dynamodb",
      "HTTP method": "post",
      "Action type": "use action",
      "Action name": "PutItem",
      "Execution role": "apigw-dynamodb-role",
      Authorization: "none",
      ...REQUEST,
      ...INTEGRATION,
      ...RESPONSES,
    },
    wrongs: {
      "AWS Region": [["eu-wets-1", "Did you mean eu-west-1?"]],
      "AWS service": [
        ["dynamobd", "Did you mean dynamodb?"],
        ["qqzzxy", "is in no list of AWS services"],
      ],
      "AWS subdomain": [["a b", "is not a subdomain"]],
      "Action name": [
        ["PutItme", 'dynamodb has no action "PutItme". Did you mean PutItem?'],
        ["Put-Item", "is not an action's name"],
      ],
      "Execution role": [
        ["nobody", '"nobody" is not an ARN.'],
        ["arn:aws:iam::123456789012:role/nobody", "There is no role arn:aws:iam::123456789012:role/nobody"],
        ["lambda-basic", "every call is answered with 500"],
      ],
      ...WRONG_REQUEST,
      ...WRONG_INTEGRATION,
      ...WRONG_RESPONSES,
    },
  },
  {
    name: "mock",
    answers: {
      ...AT,
      "Integration type": "mock",
      Authorization: "none",
      ...REQUEST,
      ...RESPONSES,
      "Configure integration": "n",
    },
    wrongs: { ...WRONG_REQUEST, ...WRONG_RESPONSES },
  },
  {
    name: "vpc-link",
    answers: {
      ...AT,
      "Integration type": "vpc-link",
      "VPC proxy": "n",
      "VPC link": "backend",
      "HTTP method": "get",
      "Endpoint URL": "http://pets.internal",
      "TLS without": "n",
      "Content handling": "",
      Authorization: "none",
      ...REQUEST,
      ...INTEGRATION,
      ...RESPONSES,
    },
    wrongs: {
      "VPC link": [["bakcend", 'There is no VPC link "bakcend"']],
      "Endpoint URL": [["pets.internal", "is not an http:// or https:// address."]],
      "Integration target": [
        [
          "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/backend/1",
          "is a VPC link V1, which has its load balancer already",
        ],
      ],
      ...WRONG_REQUEST,
      ...WRONG_INTEGRATION,
      ...WRONG_RESPONSES,
    },
  },
];
