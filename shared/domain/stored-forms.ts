/** What is stored or queued, as plain values: all of it, or only the attributes that a reader asks for. */
type Plain = Readonly<Record<string, unknown>>

/**
 * Returns what an older version stored as the newest version that this code reads. It may be handed a part of an item
 * only: what is absent stays absent.
 */
type Upgrade = (older: Plain) => Plain

interface Form {
  /** The version that this release writes. */
  readonly writes: number
  /** Every version that this release reads; never fewer than the release before it wrote. */
  readonly reads: Readonly<Record<number, Upgrade>>
}

const asItIs: Upgrade = (stored) => stored

/**
 * Everything that is stored or queued, with its versions.
 *
 * @see CONTRIBUTING.md, "Change a stored format", for the order of releases
 */
const forms = {
  report: { writes: 1, reads: { 1: asItIs } },
  'log page': { writes: 1, reads: { 1: asItIs } },
  shelf: { writes: 1, reads: { 1: asItIs } },
  'sealed text': { writes: 1, reads: { 1: asItIs } },
  closings: { writes: 1, reads: { 1: asItIs } },
  'drill of a desk': { writes: 1, reads: { 1: asItIs } },
  'queue message': { writes: 1, reads: { 1: asItIs } },
  digest: { writes: 1, reads: { 1: asItIs } },
  'alert digest': { writes: 1, reads: { 1: asItIs } },
  'turns of an address': { writes: 1, reads: { 1: asItIs } },
  'delivery message': { writes: 1, reads: { 1: asItIs } },
  contact: { writes: 1, reads: { 1: asItIs } },
  'contacts in force': { writes: 1, reads: { 1: asItIs } },
  'mark of a contact': { writes: 1, reads: { 1: asItIs } },
} as const satisfies Readonly<Record<string, Form>>

/** The name of a stored form, as errors word it. */
export type StoredForm = keyof typeof forms

/** The attribute that holds the version of an item or a message. */
export const versionAttribute = 'v'

/** Returns the attribute that says which version of a form this release writes. */
export const versionOf = <Name extends StoredForm>(form: Name): { readonly v: (typeof forms)[Name]['writes'] } => ({
  [versionAttribute]: forms[form].writes,
})

/**
 * Returns what is stored, without its version, in the newest version that this code reads.
 *
 * @throws Error naming the form and the version when this code does not read it: nothing is guessed, so that the
 *   message is tried again and the alarm rings
 */
export const readForm = (form: StoredForm, { [versionAttribute]: version, ...stored }: Plain): Plain => {
  const { reads }: Form = forms[form]
  const upgrade = typeof version === 'number' && Object.hasOwn(reads, version) ? reads[version] : undefined
  if (upgrade !== undefined) return upgrade(stored)
  const named = Number.isInteger(version) ? `version ${version}` : 'no version'
  const known = Object.keys(reads).join(', ')
  throw new Error(`stored ${form} has ${named}; this release reads ${known}, deploy one that reads what is stored`)
}
