import { useEffect, useState } from 'preact/hooks'
import type { DeskListPage } from '../../shared/contract/answers/report-view.ts'
import { type ServedDesk, servedDesks } from '../../shared/domain/desk.ts'
import { grades } from '../../shared/domain/grade.ts'
import { parseReference } from '../../shared/domain/reference.ts'
import { Countdown } from './countdown.tsx'
import { useCalling, useDuty } from './duty.ts'
import { hrefOf } from './route.ts'
import { ScrollingTable } from './scrolling-table.tsx'
import { TroubleNote } from './trouble.tsx'
import { isUnanswered } from './urgency.ts'
import { deskTitle, gradeTitles } from './words/names.ts'

/** How often all desks are read, seconds: 16 requests each time. */
const rereadSeconds = 30

const DeskRow = ({ desk, page }: { readonly desk: ServedDesk; readonly page: DeskListPage | undefined }) => {
  if (page === undefined) {
    return (
      <tr>
        <th scope="row">{deskTitle(desk)}</th>
        <td colSpan={5}>…</td>
      </tr>
    )
  }
  const unanswered = page.reports.filter(isUnanswered)
  const more = page.next === undefined ? '' : ' or more'
  const soonest = unanswered.flatMap(({ actBy }) => actBy ?? []).toSorted()[0]
  return (
    <tr>
      <th scope="row">{deskTitle(desk)}</th>
      <td>{soonest === undefined ? 'nothing waits' : <Countdown to={soonest} />}</td>
      {grades.map((grade) => (
        <td key={grade}>{unanswered.filter((report) => report.grade === grade).length}</td>
      ))}
      <td>{`${page.reports.length}${more}`}</td>
    </tr>
  )
}

/** Where a report is, for a person who calls with its reference. */
const FindReport = () => {
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const find = () => {
    const reportId = parseReference(typed)
    setWrong(reportId === undefined)
    if (reportId !== undefined) location.assign(hrefOf(reportId))
  }
  return (
    <form
      class="find"
      onSubmit={(event) => {
        event.preventDefault()
        find()
      }}
    >
      <label>
        A person calls with a reference
        <input
          name="reference"
          required
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={({ currentTarget }) => setTyped(currentTarget.value)}
        />
      </label>
      <button type="submit">Find the report</button>
      <div role="alert">
        {isWrong && <p class="trouble">That is no reference: it has 12 letters and digits. One may be misheard.</p>}
      </div>
    </form>
  )
}

/** Every desk at a glance, for duty control. */
export const DesksView = () => {
  const { api } = useDuty()
  const [pages, setPages] = useState<Readonly<Partial<Record<ServedDesk, DeskListPage>>>>({})
  const { trouble, run } = useCalling<DeskListPage>()
  useEffect(() => {
    let isShown = true
    const readAll = async () => {
      for (const desk of servedDesks) {
        const page = isShown ? await run(() => api.list(desk, 'open')) : undefined
        if (page !== undefined) setPages((old) => ({ ...old, [desk]: page }))
      }
    }
    void readAll()
    const timer = setInterval(() => void readAll(), rereadSeconds * 1000)
    return () => {
      isShown = false
      clearInterval(timer)
    }
  }, [])
  return (
    <main class="page">
      <h1>All desks</h1>
      <FindReport />
      <TroubleNote trouble={trouble} />
      <ScrollingTable name="Desks">
        <caption>Reports to be taken or read, by grade; read again every {rereadSeconds} seconds</caption>
        <thead>
          <tr>
            <th scope="col">Desk</th>
            <th scope="col">Most urgent</th>
            {grades.map((grade) => (
              <th key={grade} scope="col">
                {gradeTitles[grade]}
              </th>
            ))}
            <th scope="col">Open</th>
          </tr>
        </thead>
        <tbody>
          {servedDesks.map((desk) => (
            <DeskRow key={desk} desk={desk} page={pages[desk]} />
          ))}
        </tbody>
      </ScrollingTable>
    </main>
  )
}
