import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleFunctions } from '../../infra/bundle.ts'
import type { Stage } from '../../infra/config.ts'
import { createHarbourApp } from '../../infra/harbour-app.ts'

/** A resource of a template, as tests read it. */
export interface Resource {
  readonly id: string
  readonly Type: string
  // biome-ignore lint/suspicious/noExplicitAny: a template is data of any shape; tests assert on it
  readonly Properties: any
  readonly DeletionPolicy?: string
}

/** Synthesises the stack of a stage in this process and gives its resources. CDK's own validation is left to `npm run synth`. */
export const synthesise = (stage: Stage = 'dev'): readonly Resource[] => {
  process.env['CDK_VALIDATION'] = 'false'
  bundleFunctions()
  const outdir = mkdtempSync(join(tmpdir(), 'harbour-synth-'))
  try {
    const { app, stack } = createHarbourApp(stage, { outdir })
    const { Resources } = app.synth().getStackByName(stack.stackName).template
    return Object.entries(Resources).map(([id, resource]) => ({ id, ...(resource as Omit<Resource, 'id'>) }))
  } finally {
    rmSync(outdir, { recursive: true, force: true })
  }
}

/** Gives every statement of a policy document as one list. */
export const statementsOf = (document: { readonly Statement: unknown }): readonly Statement[] =>
  [document.Statement].flat() as Statement[]

/** A policy statement as CloudFormation holds it. */
export interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource?: unknown
  readonly Principal?: { readonly AWS?: unknown; readonly Service?: string } | '*'
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
