/** Returns the values that the intrinsic functions of a template refer to. */
export interface References {
  /** Returns the value of a `Ref`; undefined for `AWS::NoValue`, which removes the property. */
  refer(name: string): string | undefined
  /** Returns the value of a `Fn::GetAtt`. */
  attributeOf(logicalId: string, attribute: string): string
}

type Resolve = (value: unknown) => unknown
type Intrinsic = (argument: unknown, resolve: Resolve, references: References) => unknown

/**
 * Creates what resolves the intrinsic functions in any value.
 *
 * @throws Error naming an intrinsic that is not supported
 */
export const createResolver = (references: References): Resolve => {
  const resolveRecord = (record: Readonly<Record<string, unknown>>): unknown => {
    const [key = '', ...others] = Object.keys(record)
    const intrinsic = others.length === 0 ? intrinsics[key] : undefined
    if (intrinsic !== undefined) return intrinsic(record[key], resolve, references)
    if (others.length === 0 && key.startsWith('Fn::')) {
      throw new Error(`${key} is not supported by the local stack; add it to infra/local/template/intrinsics.ts`)
    }
    const entries = Object.entries(record).map(([name, value]) => [name, resolve(value)] as const)
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  }
  const resolve: Resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined)
    return isRecord(value) ? resolveRecord(value) : value
  }
  return resolve
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: unknown, intrinsic: string): string => {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  throw new Error(`${intrinsic} in the template does not resolve to text`)
}

const listOf = (value: unknown, intrinsic: string): readonly unknown[] => {
  if (Array.isArray(value)) return value
  throw new Error(`${intrinsic} in the template does not resolve to a list`)
}

const getAttribute: Intrinsic = (argument, _resolve, { attributeOf }) => {
  const parts = typeof argument === 'string' ? argument.split('.') : listOf(argument, 'Fn::GetAtt').map(String)
  const [logicalId = '', ...attribute] = parts
  return attributeOf(logicalId, attribute.join('.'))
}

const join: Intrinsic = (argument, resolve) => {
  const [separator, parts] = listOf(argument, 'Fn::Join')
  const texts = listOf(resolve(parts), 'Fn::Join').map((part) => textOf(part, 'Fn::Join'))
  return texts.join(textOf(separator, 'Fn::Join'))
}

const substitute: Intrinsic = (argument, resolve, references) => {
  const [text, given] = Array.isArray(argument) ? argument : [argument, {}]
  const values = isRecord(given) ? given : {}
  const valueFor = (name: string): unknown => {
    if (name in values) return resolve(values[name])
    return name.includes('.') ? getAttribute(name, resolve, references) : references.refer(name)
  }
  return textOf(text, 'Fn::Sub').replaceAll(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : textOf(valueFor(name), `Fn::Sub ${name}`),
  )
}

const select: Intrinsic = (argument, resolve) => {
  const [index, list] = listOf(argument, 'Fn::Select')
  return listOf(resolve(list), 'Fn::Select')[Number(resolve(index))]
}

const split: Intrinsic = (argument, resolve) => {
  const [separator, text] = listOf(argument, 'Fn::Split')
  return textOf(resolve(text), 'Fn::Split').split(textOf(separator, 'Fn::Split'))
}

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, _resolve, { refer }) => refer(textOf(argument, 'Ref')),
  'Fn::GetAtt': getAttribute,
  'Fn::Join': join,
  'Fn::Sub': substitute,
  'Fn::Select': select,
  'Fn::Split': split,
}
