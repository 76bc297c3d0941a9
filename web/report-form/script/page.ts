import { setUpSending } from './keep-sending.ts'
import { setUpLeaving } from './leave.ts'
import { setUpReceipt } from './receipt.ts'

// What works by the script alone is shown by the script alone.
for (const hidden of document.querySelectorAll<HTMLElement>('[data-script]')) hidden.hidden = false
document.getElementById('summary')?.focus()
setUpLeaving()
setUpSending()
setUpReceipt()
