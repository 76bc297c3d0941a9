import type { Trouble } from './api.ts'
import { withReadableInstants } from './instants.ts'

const asSentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`

/** Returns in a sentence each why a call did not do what was asked, in the API's own words where it has some. */
export const sentencesOf = (trouble: Trouble): readonly string[] => {
  if (trouble.kind === 'signed-out') return ['Your sign-in has ended. Sign in again; what you typed stays here.']
  if (trouble.kind === 'no-answer') {
    return ['Harbour does not answer. It may have done what you asked: try again, a repeat does no harm.']
  }
  const { detail, problems } = trouble
  if (problems.length > 0) return problems.map((each) => asSentence(`${each.pointer.slice(1)} ${each.detail}`))
  return [asSentence(withReadableInstants(detail))]
}

/** Says what went wrong, to a screen reader too. */
export const TroubleNote = ({ trouble }: { readonly trouble: Trouble | undefined }) => (
  <div role="alert">
    {trouble !== undefined && (
      <div class="trouble">
        {sentencesOf(trouble).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    )}
  </div>
)
