import { createResolver } from './intrinsics.ts'
import { type Place, resourceNames } from './resource-names.ts'

/** One resource of a CloudFormation template, its properties not yet resolved. */
export interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

/** The parts of a synthesised CloudFormation template that the local stack reads. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Parameters?: Readonly<Record<string, { readonly Default?: string }>>
}

/** Properties with their intrinsics resolved. */
export type Properties = Readonly<Record<string, unknown>>

/** A resource with its properties resolved. */
export interface ResolvedResource {
  readonly logicalId: string
  readonly properties: Properties
}

/** Reads a template, resolved for the local stack. */
export interface Stack {
  /** Returns every resource of a type, resolved, in the template's order. */
  resourcesOf(type: string): readonly ResolvedResource[]
  /** Returns `Fn::GetAtt` of a resource. */
  attributeOf(logicalId: string, attribute: string): string
  /** Resolves any value of the template. @throws Error naming an intrinsic or a resource that is not supported */
  resolve(value: unknown): unknown
}

/** Creates the reader of a template. It is strict: what it does not know is an error, and it never guesses. */
export const createStack = ({ Resources, Parameters = {} }: Template, place: Place): Stack => {
  const pseudo = pseudoParameters(place)

  const attributeOf = (logicalId: string, attribute: string): string => {
    const type = Resources[logicalId]?.Type
    if (type === undefined) throw new Error(`the template has no resource ${logicalId}`)
    const name = resourceNames[type]?.[attribute]
    if (name === undefined) {
      const what = `${attribute} of ${logicalId} (${type})`
      throw new Error(`${what} is not supported by the local stack; add it to infra/local/template/resource-names.ts`)
    }
    return name(logicalId, place)
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
