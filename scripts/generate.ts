import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createOpenApi } from '../shared/contract/openapi.ts'
import { pageStyle } from './generate-page-style.ts'
import { placeDataSource } from './generate-place-data.ts'
import { lifeOfAReport } from './life-of-a-report.ts'

/**
 * Writes every file that is made from another: the API's document from its schemas, the place data from data/, the
 * style of the pages from its Sass, the life cycle's page from its table.
 */
const root = join(import.meta.dirname, '..')
writeFileSync(join(root, 'openapi.json'), `${JSON.stringify(createOpenApi(), undefined, 2)}\n`)
writeFileSync(join(root, 'shared/domain/place-data.ts'), placeDataSource())
writeFileSync(join(root, 'web/report-form/page-style.json'), pageStyle())
writeFileSync(join(root, 'docs/life-of-a-report.md'), lifeOfAReport())
