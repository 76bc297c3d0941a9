import type { ComponentChildren } from 'preact'

/** A table that is wider than a narrow screen. It can have the focus, so that keys can scroll it. */
export const ScrollingTable = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what has the focus (WCAG 2.1.1)
  <section class="scroll" tabIndex={0} aria-label={name}>
    <table>{children}</table>
  </section>
)
