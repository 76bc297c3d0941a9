import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from 'aws-cdk-lib'
import { bundleDirectory, bundleFunctions, functionNames } from '../../infra/bundle.ts'
import { exampleConfig, type StageConfig } from '../../infra/config.ts'
import { createHarbourApp, type HarbourApp } from '../../infra/harbour-app.ts'

/** A resource of the synthesised template, with the properties that a test reads of it. */
export interface Resource<Properties> {
  readonly id: string
  readonly properties: Properties
  readonly dependsOn: readonly string[]
  /** Whether it outlives its stack, but for a creation that failed. */
  readonly kept: boolean
}

/** A statement of any policy in the template. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly Action: string | readonly string[]
  readonly Principal?: unknown
  readonly Resource?: unknown
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** A policy in the template. */
export interface PolicyDocument {
  readonly Statement: readonly Statement[]
}

interface Template {
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>
  readonly Resources: Readonly<
    Record<
      string,
      {
        readonly Type: string
        readonly Properties?: object
        readonly DependsOn?: string | readonly string[]
        readonly DeletionPolicy?: string
        readonly UpdateReplacePolicy?: string
      }
    >
  >
}

/** What a stage deploys. */
export interface Synthesised {
  readonly outputs: Readonly<Record<string, { readonly Value: unknown }>>
  /** Every resource's type, with its properties. */
  readonly all: ReadonlyArray<Resource<Readonly<Record<string, unknown>>> & { readonly type: string }>
  /** Every resource of a type. @throws Error when there is none: a loop over nothing proves nothing */
  of<Properties>(type: string): readonly Resource<Properties>[]
}

const areBundled = () => functionNames().every((name) => existsSync(join(bundleDirectory, name, 'index.mjs')))

if (!areBundled()) await bundleFunctions()

/** Creates the app of a stage, which is not synthesised, and leaves nothing behind. */
export const appOf = (config: StageConfig, context: Readonly<Record<string, unknown>> = {}): HarbourApp => {
  const outdir = mkdtempSync(join(tmpdir(), 'harbour-infra-'))
  try {
    return createHarbourApp(config, { outdir, context: { 'aws:cdk:disable-asset-staging': true, ...context } })
  } finally {
    rmSync(outdir, { recursive: true })
  }
}

/**
 * Synthesises a stage in this process, without the validation that validation.test.ts and `npm run synth` do.
 *
 * @param choose - which of the stage's stacks is read
 * @default choose - the one with the API
 */
export const synthesise = (
  config: StageConfig = exampleConfig('dev'),
  choose: (app: HarbourApp) => Stack | undefined = ({ stack }) => stack,
): Synthesised => {
  process.env['CDK_VALIDATION'] = 'false'
  const outdir = mkdtempSync(join(tmpdir(), 'harbour-infra-'))
  try {
    const made = createHarbourApp(config, { outdir, context: { 'aws:cdk:disable-asset-staging': true } })
    made.app.synth()
    const stack = choose(made)
    if (stack === undefined) throw new Error('the app has no such stack')
    const template = JSON.parse(readFileSync(join(outdir, stack.templateFile), 'utf8')) as Template
    const all = Object.entries(template.Resources).map(([id, resource]) => ({
      id,
      type: resource.Type,
      properties: (resource.Properties ?? {}) as Readonly<Record<string, unknown>>,
      dependsOn: [resource.DependsOn ?? []].flat(),
      kept: resource.DeletionPolicy === 'RetainExceptOnCreate' && resource.UpdateReplacePolicy === 'Retain',
    }))
    const of = <Properties>(type: string) => {
      const found = all.filter((resource) => resource.type === type)
      if (found.length === 0) throw new Error(`the template has no ${type}`)
      return found as unknown as readonly Resource<Properties>[]
    }
    return { all, of, outputs: template.Outputs ?? {} }
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

/** Gives the logical id that a `Ref` or `Fn::GetAtt` names; undefined for anything else. */
export const idOf = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: readonly [string, string] }
  return Ref ?? attribute?.[0]
}

/** Gives the values of something that CloudFormation lets be one value or a list. */
export const listOf = <Value>(value: Value | readonly Value[] | undefined): readonly Value[] =>
  value === undefined ? [] : ([value].flat() as readonly Value[])

/** Gives the logical ids that appear anywhere in a value, each once, in order. */
export const idsIn = (value: unknown): readonly string[] => {
  const ids = new Set<string>()
  JSON.stringify(value, (_, part: unknown) => {
    const id = idOf(part)
    if (id !== undefined) ids.add(id)
    return part
  })
  return [...ids]
}

/** Gives the construct that a logical id of a function, its role or its policy belongs to, such as `AcceptReport`. */
export const ownerOf = (id: string): string => id.replace(/(Role|Function|Logs).*$/, '')

/** Reads a value that CloudFormation joins as JSON, with each reference in the form `<logical id>`. */
export const jsonIn = <Content>(joined: unknown): Content => {
  const { 'Fn::Join': join } = joined as { 'Fn::Join': readonly [string, ReadonlyArray<string | object>] }
  const text = join[1].map((part) => (typeof part === 'string' ? part : `<${idOf(part)}>`)).join(join[0])
  return JSON.parse(text) as Content
}
