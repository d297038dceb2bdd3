import { Link } from "wouter";
import { Page } from "@/components/Page";

export default function NotFound() {
  return (
    <Page title="There is nothing here" lede="The address may be mistyped, or from another version of this app.">
      <Link href="/" className="btn btn-main">See the rigs</Link>
    </Page>
  );
}
