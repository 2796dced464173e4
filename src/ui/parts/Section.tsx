// A part of a page that can load and fail on its own: a failed part never takes the rest of the page down.
import { Suspense, useId, type ReactNode } from "react";
import { useLocation } from "react-router";
import { Loading } from "./Loading.tsx";
import { SectionBoundary } from "./SectionBoundary.tsx";

interface Properties {
  /** The heading, and the name of the region. */
  readonly title: string;
  /** Hides the heading from the eye where the page's own says it already. */
  readonly quiet?: boolean;
  /** The level of the heading. */
  readonly level?: 2 | 3;
  readonly actions?: ReactNode;
  /** The space to keep while it loads, px. */
  readonly height?: number;
  readonly children: ReactNode;
}

export function Section({ title, quiet = false, level = 2, actions, height = 160, children }: Properties) {
  const id = useId();
  const { pathname } = useLocation();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className="section" aria-labelledby={id}>
      <div className={quiet ? "section-header visually-hidden" : "section-header"}>
        <Heading id={id}>{title}</Heading>
        {actions !== undefined && <div className="section-actions">{actions}</div>}
      </div>
      <SectionBoundary key={pathname} height={height}>
        <Suspense fallback={<Loading height={height} label={`Loading ${title.toLowerCase()}…`} />}>{children}</Suspense>
      </SectionBoundary>
    </section>
  );
}
