/** The sample functions' code. They answer a proxy integration with a proxy answer, any other call with plain JSON. */

type Event = Record<string, unknown> | null | undefined;

const PETS = [
  { id: 1, name: "Rex", type: "dog" },
  { id: 2, name: "Mia", type: "cat" },
];

const isProxy = (event: Event): event is Record<string, unknown> => event?.requestContext !== undefined;

function answer(event: Event, status: number, value: unknown): unknown {
  if (!isProxy(event)) return value;
  return {
    statusCode: status,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(value),
  };
}

function hello(event: Event): unknown {
  const query = (isProxy(event) ? event.queryStringParameters : event) as
    | Record<string, unknown>
    | null
    | undefined;
  return answer(event, 200, { message: `Hello, ${String(query?.name ?? "world")}!` });
}

function createPet(event: Event): unknown {
  if (!isProxy(event)) return { id: 3, ...(event as object | null | undefined) };
  try {
    return answer(event, 201, { id: 3, ...(JSON.parse(String(event.body ?? "{}")) as object) });
  } catch {
    return answer(event, 400, { message: "The body is not JSON." });
  }
}

/** By the function's name. */
export const SAMPLE_HANDLERS: Readonly<Record<string, (event: Event) => unknown>> = {
  hello,
  "list-pets": (event) => answer(event, 200, PETS),
  "create-pet": createPet,
};
