import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createOpenApi } from '../../shared/contract/openapi.ts'
import { parseSubmission } from '../../shared/contract/submission.ts'

describe('the OpenAPI document', () => {
  it('is what the schemas say: run `npm run generate` when this fails', () => {
    expect(JSON.parse(readFileSync('openapi.json', 'utf8'))).toEqual(JSON.parse(JSON.stringify(createOpenApi())))
  })

  it('has examples that are accepted', () => {
    const { paths } = JSON.parse(JSON.stringify(createOpenApi()))
    const { examples } = paths['/reports'].post.requestBody.content['application/json']
    expect(Object.keys(examples).length).toBeGreaterThan(1)
    for (const { value } of Object.values<{ value: unknown }>(examples))
      expect(parseSubmission(value)).toMatchObject({ ok: true })
  })
})
