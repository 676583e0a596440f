/** What each panel of an open chat is given. */
export interface PanelProps {
  readonly conversation: string;
  /** the customer's id and name */
  readonly customer: string;
  readonly name: string;
  close(): void;
}
