import type { OutsideWatcher } from '../ports/outside-watcher.ts'
import type { HttpsPost } from './https-post.ts'

/** Stands for a watcher that the stage does not have. */
export const noWatcher = 'none'

/** A watcher that is told by an empty post to an address, such as one of healthchecks.io. */
export const createOutsideWatcher = (post: HttpsPost, url: string): OutsideWatcher => ({
  ping: async () => {
    if (url === noWatcher) return
    const outcome = await post(url, { headers: { 'user-agent': 'Harbour' }, body: '' })
    if (typeof outcome === 'string' || outcome >= 300) throw new Error(`the outside watcher answered ${outcome}`)
  },
})
