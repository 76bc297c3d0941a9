import { versionOf } from '../../shared/domain/stored-forms.ts'
import type { Log } from '../../shared/lambda/log.ts'
import type { Digests, NewestHashes } from '../../shared/ports/digest.ts'

/** What keep-digest needs from outside. */
export interface KeepDigestDeps {
  readonly newestHashes: NewestHashes
  readonly digests: Digests
  readonly now: () => Date
  readonly log: Log
}

/**
 * Keeps the end of every report's log, once a day, where nobody can change it: whoever rewrote a log would have to
 * rewrite this too. A second run of the same day changes nothing.
 */
export const createKeepDigest =
  ({ newestHashes, digests, now, log }: KeepDigestDeps) =>
  async (): Promise<void> => {
    const at = now().toISOString()
    const lines: string[] = []
    for await (const { reportId, seq, hash } of newestHashes.findAll())
      lines.push(JSON.stringify({ reportId, seq, hash }))
    const head = JSON.stringify({ ...versionOf('digest'), at, reports: lines.length })
    const outcome = await digests.put(at.slice(0, 10), `${[head, ...lines.toSorted()].join('\n')}\n`)
    log.event('digest.kept', { outcome, reports: lines.length })
  }
