/** A JSON Schema in the narrower forms that providers accept. */

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Applies `change` to every schema in it, the innermost first. */
function eachSchema(schema: unknown, change: (schema: Json) => Json): unknown {
  if (Array.isArray(schema)) return schema.map((one) => eachSchema(one, change))
  if (!isObject(schema)) return schema
  const inner = Object.entries(schema).map(([name, value]): [string, unknown] => {
    if (name === 'properties' && isObject(value)) return [name, Object.fromEntries(Object.entries(value).map(([field, one]) => [field, eachSchema(one, change)]))]
    return [name, name === 'enum' || name === 'const' || name === 'required' ? value : eachSchema(value, change)]
  })
  return change(Object.fromEntries(inner))
}

/** Anthropic: objects are closed, and limits of numbers, texts and lists are not known. */
export const strictSchema = (schema: Json): Json =>
  eachSchema(schema, ({ minimum: _1, maximum: _2, exclusiveMinimum: _3, exclusiveMaximum: _4, minLength: _5, maxLength: _6, minItems: _7, maxItems: _8, pattern: _9, $schema: _10, ...rest }) =>
    rest['type'] === 'object' ? { ...rest, additionalProperties: false } : rest,
  ) as Json

/** Google: a part of OpenAPI 3, with neither `additionalProperties` nor `const`. */
export const googleSchema = (schema: Json): Json =>
  eachSchema(schema, ({ additionalProperties: _1, $schema: _2, exclusiveMinimum: _3, exclusiveMaximum: _4, pattern: _5, const: only, ...rest }) => (only === undefined ? rest : { ...rest, type: typeof only, enum: [only] })) as Json
