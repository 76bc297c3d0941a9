import { describe, expect, it } from 'vitest'
import { chromiumPath, openPage, putOnSlow3G, withBrowser } from './browser.ts'

describe.skipIf(chromiumPath === undefined)('the form on a slow network', () => {
  const at = withBrowser()

  it('is painted in under 2 seconds at slow 3G', async () => {
    // The quickest of three: a machine that runs other tests beside this one is no slower network.
    const times: number[] = []
    for (let count = 0; count < 3; count += 1) {
      const { page, context } = await openPage(at.browser)
      await putOnSlow3G(page)
      await page.goto(`${at.harbour.url}/report`)
      const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime
      await expect.poll(() => page.evaluate(painted)).toBeDefined()
      times.push(Math.round((await page.evaluate(painted)) ?? Number.POSITIVE_INFINITY))
      await context.close()
    }
    process.stdout.write(`painted at slow 3G after ${times.join(', ')} ms\n`)
    expect(Math.min(...times)).toBeLessThan(2000)
  })
})
