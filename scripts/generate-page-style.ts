import { join } from 'node:path'
import rtlcss from 'rtlcss'
import * as sass from 'sass'

const root = join(import.meta.dirname, '..')
const designSystem = join(root, 'node_modules/@scottish-government/design-system/src')

/**
 * Returns the style sheets of the pages as JSON: `ltr` for languages that are read from left to right, `rtl` for those
 * from right to left.
 */
export const pageStyle = (): string => {
  // What the design system's own sources will have to change for a later Sass is nothing that we can change.
  const { css } = sass.compile(join(root, 'web/report-form/form.scss'), {
    style: 'compressed',
    loadPaths: [designSystem],
    logger: sass.Logger.silent,
  })
  return `${JSON.stringify({ ltr: css, rtl: rtlcss.process(css) }, undefined, 2)}\n`
}
