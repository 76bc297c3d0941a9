import type { Policies, PrincipalStatement } from '../../infra/local/iam/template-policies.ts'
import { type Change, changesOf, merge } from './permissions-changes.ts'
import type { Concern } from './permissions-judge.ts'
import { listOf } from './synthesised.ts'

type Document = readonly PrincipalStatement[]

/** A bug: some statements of a policy, and what they are replaced by. */
interface Bug {
  readonly words: string
  readonly before: readonly PrincipalStatement[]
  readonly after: readonly PrincipalStatement[]
}

/** A bug that was planted into one policy of the stack. */
export interface Mutant extends Bug {
  /** The policies of the stack with the bug. */
  readonly policies: Policies
  readonly concern: Concern
}

const wordsOf = ({ Effect, Action }: PrincipalStatement) => `${Effect} ${listOf(Action).join(' ')}`

const toBug = (before: readonly PrincipalStatement[], { words, statement }: Change): Bug => ({
  words: `${before.map(wordsOf).join(' merged with ')} ${words}`,
  before,
  after: statement === undefined ? [] : [statement],
})

const bugsFor = (document: Document): readonly Bug[] => [
  ...document.flatMap((statement) => changesOf(statement).map((change) => toBug([statement], change))),
  ...document.flatMap((one, index) =>
    document.slice(index + 1).flatMap((other) => merge(one, other).map((change) => toBug([one, other], change))),
  ),
]

const plant = (document: Document, { before, after }: Bug): Document => [
  ...document.filter((statement) => !before.includes(statement)),
  ...after,
]

const actionsIn = ({ before, after }: Bug) => [...before, ...after].flatMap(({ Action }) => listOf(Action))

const nameIn = (arn: string) => arn.split(/[:/]/).at(-1) ?? ''

/** Plants every bug into every policy, one at a time. */
export const mutantsOf = (policies: Policies): readonly Mutant[] => [
  ...[...policies.ofRoles].flatMap(([role, document]) =>
    bugsFor(document).map((bug) => ({
      ...bug,
      words: `role ${nameIn(role)}: ${bug.words}`,
      policies: { ...policies, ofRoles: new Map([...policies.ofRoles, [role, plant(document, bug)]]) },
      concern: { role, actions: actionsIn(bug) },
    })),
  ),
  ...[...policies.ofResources].flatMap(([resource, document]) =>
    bugsFor(document).map((bug) => ({
      ...bug,
      words: `policy of ${nameIn(resource)}: ${bug.words}`,
      policies: { ...policies, ofResources: new Map([...policies.ofResources, [resource, plant(document, bug)]]) },
      concern: { resource, actions: actionsIn(bug) },
    })),
  ),
]
