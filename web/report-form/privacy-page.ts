import { html } from 'hono/html'
import { policy } from '../../shared/domain/policy.ts'
import { addressOf, layout, type Markup, type PageFrame } from './layout.ts'
import { filled } from './times.ts'

const minutesOfDay = 24 * 60

/** What happens with what a person writes. */
export const privacyPage = (frame: PageFrame): Markup => {
  const { privacy } = frame.language.words
  const values = { days: policy.retentionMinutes / minutesOfDay }
  return layout(
    frame,
    html`<header class="ds_page-header"><h1 class="ds_page-header__title">${privacy.heading}</h1></header>
${privacy.parts.map(
  ({ heading, says }) =>
    html`<h2>${heading}</h2><ul>${says.map((each) => html`<li>${filled(each, values)}</li>`)}</ul>`,
)}
<p><a href="${addressOf(frame, '')}">${privacy.formLink}</a></p>`,
  )
}
