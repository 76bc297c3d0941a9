import { expect, it } from 'vitest'
import { createOutsideWatcher, noWatcher } from '../../shared/adapters/https-watcher.ts'

it('an outside watcher is told by an empty post, and an answer that is none of success is a fault', async () => {
  const urls: string[] = []
  const answering = (status: number) => createOutsideWatcher(async (url) => urls.push(url) && status, 'https://w/')
  await answering(200).ping()
  await expect(answering(404).ping()).rejects.toThrow('the outside watcher answered 404')
  await expect(answering(302).ping()).rejects.toThrow('the outside watcher answered 302')
  expect(urls).toHaveLength(3)
})

it('a stage without a watcher calls nobody', async () => {
  const post = () => Promise.reject(new Error('called'))
  await createOutsideWatcher(post, noWatcher).ping()
})
