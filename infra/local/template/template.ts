import { createResolver } from './intrinsics.ts'
import { localForms, type Place } from './resource-names.ts'

/** One resource of a CloudFormation template, its properties not yet resolved. */
export interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

/** A synthesised CloudFormation template, as far as this machine reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string }>>
}

/** Properties whose intrinsics are resolved. */
export type Properties = Readonly<Record<string, unknown>>

/** A resource with its properties resolved. */
export interface ResolvedResource {
  readonly logicalId: string
  readonly properties: Properties
}

/** Reads a template for this machine. */
export interface Stack {
  /** Gives every resource of a type, resolved, in the template's order. */
  resourcesOf(type: string): readonly ResolvedResource[]
  /** Gives `Fn::GetAtt` of a resource. */
  attributeOf(logicalId: string, attribute: string): string
  /** Resolves any value of the template. @throws Error naming an intrinsic or a resource that has no local form */
  resolve(value: unknown): unknown
}

const pseudoParameters = ({ region, account }: Place): ReadonlyMap<string, string | undefined> =>
  new Map([
    ['AWS::Region', region],
    ['AWS::AccountId', account],
    ['AWS::Partition', 'aws'],
    ['AWS::URLSuffix', 'amazonaws.com'],
    ['AWS::StackName', 'local'],
    ['AWS::StackId', `arn:aws:cloudformation:${region}:${account}:stack/local/local`],
    ['AWS::NoValue', undefined],
  ])

/** Creates the reader of a template. Strict: what it does not know is an error, never a guess. */
export const createStack = ({ Resources, Parameters = {} }: Template, place: Place): Stack => {
  const pseudo = pseudoParameters(place)

  const attributeOf = (logicalId: string, attribute: string): string => {
    const type = Resources[logicalId]?.Type
    if (type === undefined) throw new Error(`the template has no resource ${logicalId}`)
    const form = localForms[type]?.[attribute]
    if (form === undefined) throw new Error(`${attribute} of ${logicalId} (${type}) has no local form`)
    return form(logicalId, place)
  }

  const refer = (name: string): string | undefined => {
    if (pseudo.has(name)) return pseudo.get(name)
    return Parameters[name]?.Default ?? attributeOf(name, 'Ref')
  }

  const resolve = createResolver({ refer, attributeOf })
  const resolved = ([logicalId, { Properties = {} }]: [string, Resource]): ResolvedResource => ({
    logicalId,
    properties: resolve(Properties) as Properties,
  })
  const resourcesOf = (type: string) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(resolved)
  return { resourcesOf, attributeOf, resolve }
}
