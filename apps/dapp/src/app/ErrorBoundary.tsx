import { Component, type ReactNode } from "react";
import { Problem } from "@/components/Problem";

/** A page that breaks leaves the rest of the app standing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <Problem title="This page broke" detail={this.state.error.message}>
        <button type="button" className="btn" onClick={() => window.location.reload()}>Load it again</button>
      </Problem>
    );
  }
}
