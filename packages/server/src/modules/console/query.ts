// Puts a query together from the conditions that were really asked for: the database then plans for these alone.

export class Query {
  readonly #conditions: string[] = []
  readonly #values: unknown[] = []

  /** The placeholder of a value. */
  value(value: unknown): string {
    this.#values.push(value)
    return `$${this.#values.length}`
  }

  /** A condition over one value; nothing where the value was not given. */
  where<T>(value: T | undefined, condition: (placeholder: string) => string): this {
    if (value !== undefined) this.#conditions.push(condition(this.value(value)))
    return this
  }

  /** A condition without a value. */
  and(condition: string): this {
    this.#conditions.push(condition)
    return this
  }

  get condition(): string {
    return this.#conditions.length === 0 ? 'true' : this.#conditions.join(' and ')
  }

  get values(): unknown[] {
    return this.#values
  }
}
