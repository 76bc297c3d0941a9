import type { SentAlert } from './alert-log.ts'

/** Names the header that says how many alerts there are in all. */
export const countHeader = 'alerts-count'

/**
 * Returns the page that shows the newest alerts that the desks were sent. It loads nothing from elsewhere.
 *
 * @param count - how many there are in all
 */
export const toAlertsPage = (alerts: readonly SentAlert[], count: number): string => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Alerts sent – Harbour on this machine</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<h1>Alerts sent</h1>
<p>The contacts of the desks would receive these messages. This page updates itself.
The same list as JSON: <a href="/_local/alerts">/_local/alerts</a>. From the first one on, so many at a time:
<a href="/_local/alerts?since=0">/_local/alerts?since=0</a>.</p>
<div id="alerts" data-count="${count}" aria-live="polite">${toTable(alerts, count)}</div>
</main>
<script>${script}</script>
</body>
</html>
`

const toTable = (alerts: readonly SentAlert[], count: number): string => {
  if (alerts.length === 0) return '<p>No alert has been sent yet.</p>'
  const heads = ['Sent', 'Desk', 'Step', 'Recipients', 'Channel', 'To', 'Reports', 'Text']
    .map((head) => `<th scope="col">${head}</th>`)
    .join('')
  const rows = alerts.toReversed().map(toRow).join('\n')
  const shown = alerts.length < count ? `, the newest ${alerts.length} here` : ''
  const caption = `<caption>${count} sent${shown}, newest first</caption>`
  return `<table>${caption}<thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table>`
}

const toRow = ({ at, desk, step, recipients, channel, to, reports, text }: SentAlert): string => {
  const cells = [at, desk, String(step), recipients, channel, to, String(reports), text]
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`
}

const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const style = `
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #0b0c0c; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #6b7276; }`

/** How often the page asks for new alerts. */
const refreshMs = 2000

/**
 * Asks how many there are, and for the page when that has changed. Then it replaces only the table, so that the place
 * of a reader, and of a screen reader, on the page stays the same.
 */
const script = `
setInterval(async () => {
  try {
    const { headers } = await fetch('/_local/alerts', { method: 'HEAD' })
    if (headers.get('${countHeader}') === document.getElementById('alerts').dataset.count) return
    const next = new DOMParser().parseFromString(await (await fetch('/_local/')).text(), 'text/html')
    const [old, fresh] = [document, next].map((page) => page.getElementById('alerts'))
    old.innerHTML = fresh.innerHTML
    old.dataset.count = fresh.dataset.count
  } catch {}
}, ${refreshMs})`
