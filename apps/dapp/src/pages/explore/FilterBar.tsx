import { SelectField, TextField } from "@/components/Field";
import { DEFAULT, type Filter, SORTS, toUrl, type Sort } from "./filter";

export function FilterBar({ filter, coins, onChange }: { filter: Filter; coins: readonly string[]; onChange: (filter: Filter) => void }) {
  const options = filter.coin && !coins.includes(filter.coin) ? [filter.coin, ...coins] : coins;
  return (
    <form className="mb-4 mt-6 grid grid-cols-2 gap-3 min-[960px]:grid-cols-[1fr_1fr_1fr_1.5fr_1.5fr]" role="search" aria-label="Rigs" onSubmit={(event) => event.preventDefault()}>
      <SelectField label="Coin" value={filter.coin} onChange={(event) => onChange({ ...filter, coin: event.target.value })}>
        <option value="">All coins</option>
        {options.map((coin) => <option key={coin}>{coin}</option>)}
      </SelectField>
      <SelectField label="State" value={filter.status} onChange={(event) => onChange({ ...filter, status: event.target.value as Filter["status"] })}>
        <option value="open">Shares for sale</option>
        <option value="approved">Approved</option>
        <option value="waiting">Waiting</option>
        <option value="retired">Retired</option>
        <option value="all">All</option>
      </SelectField>
      <SelectField label="Last report" value={filter.grade} onChange={(event) => onChange({ ...filter, grade: event.target.value as Filter["grade"] })}>
        <option value="">Any grade</option>
        <option value="plausible">Plausible</option>
        <option value="attested">Attested</option>
      </SelectField>
      <SelectField label="Order" value={filter.sort} onChange={(event) => onChange({ ...filter, sort: event.target.value as Sort })}>
        {Object.entries(SORTS).map(([key, name]) => <option key={key} value={key}>{name}</option>)}
      </SelectField>
      <div className="col-span-2 flex items-end gap-2 min-[960px]:col-span-1">
        <div className="flex-1"><TextField label="Model, operator or number" type="search" value={filter.text} onChange={(event) => onChange({ ...filter, text: event.target.value })} /></div>
        {toUrl(filter) !== "" && <button type="button" className="btn" onClick={() => onChange(DEFAULT)}>Clear</button>}
      </div>
    </form>
  );
}
