/** Prints the receipt, and saves its reference and code as a file with a name that says nothing. */
export const setUpReceipt = (): void => {
  document.getElementById('print')?.addEventListener('click', () => window.print())
  document.getElementById('save')?.addEventListener('click', () => {
    const kept = [...document.querySelectorAll('[data-keep]')].map(({ textContent }) => textContent)
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`${kept.join('\n')}\n`], { type: 'text/plain' }))
    link.download = 'note.txt'
    link.click()
    URL.revokeObjectURL(link.href)
  })
}
