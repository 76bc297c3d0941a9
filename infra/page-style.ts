import { join } from 'node:path'
import { parentPort } from 'node:worker_threads'
import rtlcss from 'rtlcss'
import * as sass from 'sass'

/** The style sheet of the pages, for languages that are read from left to right, and from right to left. */
export interface PageStyle {
  readonly ltr: string
  readonly rtl: string
}

const root = join(import.meta.dirname, '..')
const designSystem = join(root, 'node_modules/@scottish-government/design-system/src')

const compile = (): PageStyle => {
  // What the design system's own sources will have to change for a later Sass is nothing that we can change.
  const { css } = sass.compile(join(root, 'web/report-form/form.scss'), {
    style: 'compressed',
    loadPaths: [designSystem],
    logger: sass.Logger.silent,
  })
  return { ltr: css, rtl: rtlcss.process(css) }
}

parentPort?.postMessage(compile())
