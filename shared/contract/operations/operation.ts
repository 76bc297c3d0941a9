import type { GenericSchema, InferOutput } from 'valibot'
import type { RefusalCode } from '../refusals.ts'
import type { Words, WordsOf } from '../words/words-of.ts'

/** Who a call is for. Officers sign in; the others do not. */
export type Tag = 'reporters' | 'officers' | 'public'

/** A parameter in the path or a header. */
export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'header'
  readonly description: string
  /** @default any text */
  readonly format?: 'uuid'
}

/** A body, or a query: how it is read, what its fields are, and values that are accepted. */
export interface Input {
  readonly schema: GenericSchema
  readonly words: Words
  readonly examples: Readonly<Record<string, unknown>>
}

/** An answer that grants what was asked. */
export interface Answer {
  readonly description: string
  readonly schema: GenericSchema
  readonly example: unknown
  /**
   * Calls that go on from this answer, by a name: where each parameter comes from, as a runtime expression of OpenAPI.
   */
  readonly links?: Readonly<Record<string, Link>>
}

/** Where a call goes on. */
export interface Link {
  readonly operationId: string
  readonly description: string
  readonly parameters: Readonly<Record<string, string>>
}

/** What a call says besides its method and path. */
export interface Call {
  /** The name of the call in generated clients. */
  readonly operationId: string
  readonly tag: Tag
  readonly summary: string
  readonly description: string
  readonly parameters?: readonly Parameter[]
  readonly query?: Input
  readonly body?: Input
  readonly answers: Readonly<Record<number, Answer>>
  /** Every reason why the call is refused, besides those that every call has. */
  readonly refusals: readonly RefusalCode[]
}

/** One call of the API: handlers, the stack, the OpenAPI document and its types are made from it. */
export interface Operation extends Call {
  readonly method: 'GET' | 'POST'
  readonly path: `/${string}`
}

/** Declares a call that changes nothing. */
export const get = <const Path extends Operation['path']>(path: Path, call: Call) =>
  ({ method: 'GET', path, ...call }) as const

/** Declares a call that sends something. */
export const post = <const Path extends Operation['path']>(path: Path, call: Call) =>
  ({ method: 'POST', path, ...call }) as const

interface InputOf<Schema extends GenericSchema> extends Input {
  readonly schema: Schema
  readonly words: Words & WordsOf<InferOutput<Schema>>
  readonly examples: Readonly<Record<string, InferOutput<Schema>>>
}

/**
 * Declares a body or a query. Words that leave out a field or a value, and examples of another type, do not compile.
 */
export const inputWith = <const Schema extends GenericSchema>(input: InputOf<Schema>): Input => input

/** Pairs an answer with an example of it; one of another type does not compile. */
export const answerWith = <const Schema extends GenericSchema>(
  answer: Answer & { readonly schema: Schema; readonly example: InferOutput<Schema> },
): Answer => answer

type KeyOf<Each> = Each extends Operation ? `${Each['method']} ${Each['path']}` : never

/** Keys calls by method and path, as API Gateway names what was asked: `POST /reports`. */
export const byAddress = <const All extends readonly Operation[]>(...all: All) =>
  Object.fromEntries(all.map((each) => [`${each.method} ${each.path}`, each])) as {
    readonly [Each in All[number] as KeyOf<Each>]: Each
  }
