// The panel: lines being ordered, what was found, and what the doctor does with it. Native controls, so that keys do what they
// always do; nothing is written as markup, so that no text from elsewhere becomes any.
import {
  type Chosen,
  type DeskFinding,
  findingsOf,
  type OrderAnswered,
  type OrderShown,
  warnsOf,
} from '@yibao/contract/order-desk'
import { REASONS, type Words } from './words.ts'

type Child = Node | string | false
type Attributes = Readonly<Record<string, string | boolean | EventListener>>

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value)
    else if (value === true) made.setAttribute(key, '')
    else if (value !== false) made.setAttribute(key, value)
  }
  made.append(...children.filter((child) => child !== false))
  return made
}

export class Panel {
  readonly #place: HTMLElement
  readonly #words: Words
  readonly #tell: (answer: OrderAnswered) => void
  readonly #chosen = new Map<string, Chosen>()
  #findings: readonly DeskFinding[] = []
  #order = ''

  constructor(place: HTMLElement, words: Words, tell: (answer: OrderAnswered) => void) {
    this.#place = place
    this.#words = words
    this.#tell = tell
    place.addEventListener('keydown', (event) => this.#onKey(event))
    this.#draw(this.#state('waiting', words.waiting, words.waitingHint))
  }

  show({ order, lines, result, unscreened = false }: OrderShown): void {
    const { checking, clear, unscreened: notLooked } = this.#words
    this.#order = order
    this.#chosen.clear()
    this.#findings = findingsOf(result ?? [])
    const isEmpty = this.#findings.length === 0
    const state = unscreened
      ? this.#state('unscreened', notLooked)
      : result === undefined
        ? this.#state('checking', checking)
        : isEmpty && this.#state('clear', clear)
    this.#draw(state, this.#linesTable(lines), !isEmpty && this.#form())
    // Whoever types is led to what stops the order; a reminder does not take the keyboard away.
    if (this.#findings[0]?.severity === 'stop') this.#place.querySelector<HTMLElement>('fieldset input')?.focus()
  }

  unreadable(): void {
    this.#findings = []
    this.#draw(this.#state('broken', this.#words.unreadable))
  }

  #draw(...children: Child[]): void {
    this.#place.replaceChildren(element('h1', {}, this.#words.title), ...children.filter((child) => child !== false))
  }

  #state(kind: string, text: string, hint = ''): HTMLElement {
    return element(
      'div',
      { class: `state ${kind}`, role: kind === 'broken' || kind === 'unscreened' ? 'alert' : 'status' },
      element('p', {}, text),
      hint !== '' && element('p', { class: 'quiet' }, hint),
    )
  }

  #linesTable(lines: OrderShown['lines']): HTMLElement {
    const { lines: title, name, quantity, amount, flagged } = this.#words
    const found = new Set(this.#findings.flatMap((finding) => finding.lines))
    const rows = lines.map((line) => {
      const isFound = found.has(line.id)
      return element(
        'tr',
        { class: isFound && 'flagged' },
        element('th', { scope: 'row' }, line.name, isFound && element('span', { class: 'mark' }, ` ${flagged}`)),
        element('td', {}, line.quantity ?? ''),
        element('td', {}, line.amountYuan ?? ''),
      )
    })
    const head = element('tr', {}, ...[name, quantity, amount].map((text) => element('th', { scope: 'col' }, text)))
    return element(
      'table',
      {},
      element('caption', {}, title),
      element('thead', {}, head),
      element('tbody', {}, ...rows),
    )
  }

  #form(): HTMLElement {
    const { findings, give, back, keys } = this.#words
    const submit = (event: Event): void => {
      event.preventDefault()
      this.#send()
    }
    return element(
      'form',
      { submit, novalidate: true },
      element('h2', {}, findings),
      element('ol', {}, ...this.#findings.map((finding) => this.#card(finding))),
      element(
        'div',
        { class: 'buttons' },
        element('p', { class: 'problem', role: 'alert', id: 'problem' }),
        element('button', { type: 'submit', class: 'primary' }, give),
        element('button', { type: 'button', click: () => this.#back() }, back),
        element('span', { class: 'quiet' }, keys),
      ),
    )
  }

  #card(finding: DeskFinding): HTMLElement {
    const { money, yuan, basis } = this.#words
    const { severity, text, amountYuan, rule, title } = finding
    return element(
      'li',
      { class: `finding ${severity}` },
      element(
        'h3',
        {},
        element('span', { class: 'tag' }, this.#words[severity]),
        ` ${title} `,
        element('span', { class: 'quiet' }, rule),
        amountYuan !== '' && element('span', { class: 'money' }, `${money} ${amountYuan} ${yuan}`),
      ),
      element('p', {}, text),
      finding.basis !== '' && element('details', {}, element('summary', {}, basis), element('p', {}, finding.basis)),
      this.#choice(finding),
    )
  }

  #choice({ id, title }: DeskFinding): HTMLElement {
    const { decision, change, keep, reason, reasonHint, own } = this.#words
    const name = `choice-${id}`
    const input = element('input', {
      type: 'text',
      id: `reason-${id}`,
      maxlength: '200',
      list: `usual-${id}`,
      placeholder: reasonHint,
      autocomplete: 'off',
    })
    const usual = element(
      'select',
      { 'aria-label': `${reason} ${own}` },
      element('option', { value: '' }, own),
      ...REASONS.map((text) => element('option', { value: text }, text)),
    )
    const box = element(
      'div',
      { class: 'reason', hidden: true },
      element('label', { for: input.id }, reason),
      usual,
      input,
    )
    const choose = (keeps: boolean): void => {
      box.hidden = !keeps
      this.#chosen.set(id, { keeps, reason: keeps ? input.value : '' })
      this.#problem('')
    }
    usual.addEventListener('change', () => {
      input.value = usual.value
      choose(true)
      if (usual.value === '') input.focus()
    })
    input.addEventListener('input', () => choose(true))
    const radio = (value: string, text: string, keeps: boolean): HTMLElement =>
      element(
        'label',
        {},
        element('input', { type: 'radio', name, value, checked: !keeps, change: () => choose(keeps) }),
        ` ${text}`,
      )
    return element(
      'fieldset',
      {},
      element('legend', {}, decision, element('span', { class: 'hidden-words' }, ` ${title}`)),
      radio('change', change, false),
      radio('keep', keep, true),
      box,
    )
  }

  #problem(text: string, id = ''): void {
    const place = this.#place.querySelector('#problem')
    if (place) place.textContent = text
    for (const each of this.#place.querySelectorAll<HTMLInputElement>('.reason input')) {
      const isIt = each.id === `reason-${id}`
      each.toggleAttribute('aria-invalid', isIt)
      if (isIt) {
        each.setAttribute('aria-describedby', 'problem')
        each.focus()
      }
    }
  }

  #send(): void {
    const answer = warnsOf(this.#findings, this.#chosen)
    if ('lacking' in answer) this.#problem(this.#words.lacking, answer.lacking)
    else this.#finish(answer.warns, answer.warns.some(({ dspo_way }) => dspo_way === '2') ? 'change' : 'give')
  }

  #back(): void {
    const answer = warnsOf(this.#findings, new Map())
    if ('warns' in answer) this.#finish(answer.warns, 'change')
  }

  #finish(warns: OrderAnswered['warns'], action: OrderAnswered['action']): void {
    this.#tell({ type: 'yibao.response', order: this.#order, action, warns })
    this.#findings = []
    this.#draw(this.#state('clear', this.#words.sent))
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#findings.length === 0 || event.isComposing) return
    if (event.key === 'Enter' && event.ctrlKey) this.#send()
    else if (event.key === 'Escape') this.#back()
  }
}
