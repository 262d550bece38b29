import { ActionIcon, Menu } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import type { CaseInfo } from '../../shared/schemas/session';
import { type Contest, contestantNames } from '../state/contest';
import { contestChange } from '../state/contestChange';
import { useRouteStore } from '../state/routeStore';
import { useContest } from '../state/useContest';
import { ModelName } from '../ui/modelName';
import classes from './topBar.module.css';

const most = 16;

/** The models in play, baseline first: each is a menu of what it can become; a last one adds another. */
export function Contestants({ info }: { info: CaseInfo }) {
  const contest = useContest(info);
  const inPlay = [contest.baseline, ...contest.models];
  const others = offered(info).filter(({ name }) => !inPlay.includes(name));
  return (
    <div className={classes.contest}>
      <ul className={classes.contestants} aria-label="Models in play">
        {inPlay.map((name) => (
          <li key={name} className={classes.contestant}>
            <Contestant info={info} contest={contest} name={name} />
          </li>
        ))}
      </ul>
      {others.length > 0 && inPlay.length < most && <AddModel info={info} contest={contest} others={others} />}
    </div>
  );
}

interface ContestantProps {
  info: CaseInfo;
  contest: Contest;
  name: string;
}

function Contestant({ info, contest, name }: ContestantProps) {
  const setParams = useRouteStore((state) => state.setParams);
  const isBaseline = name === contest.baseline;
  const swaps = contestantNames(info).filter((each) => each !== contest.baseline);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={`plain-button ${classes.model}`}>
          <ModelName info={info} name={name} />
          {isBaseline && <span className={classes.role}>baseline</span>}
          <IconChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {isBaseline && <Menu.Label>Compare against</Menu.Label>}
        {isBaseline &&
          swaps.map((each) => (
            <Menu.Item key={each} onClick={() => setParams(contestChange(contest, { baseline: each }))}>
              <ModelName info={info} name={each} />
            </Menu.Item>
          ))}
        {!isBaseline && (
          <>
            <Menu.Item onClick={() => setParams(contestChange(contest, { baseline: name }))}>
              Make it the baseline
            </Menu.Item>
            <Menu.Item
              disabled={contest.models.length === 1}
              onClick={() => setParams(contestChange(contest, { remove: name }))}
            >
              Take it out of the contest
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface Offer {
  name: string;
  /** Why it cannot take part; null when it can. */
  reason: string | null;
}

function offered(info: CaseInfo): Offer[] {
  const unable = info.models.filter(({ state }) => state !== 'ready');
  return [
    ...contestantNames(info).map((name) => ({ name, reason: null })),
    ...unable.map(({ name, reason }) => ({ name, reason: reason ?? 'It has no scores.' })),
  ];
}

interface AddModelProps {
  info: CaseInfo;
  contest: Contest;
  others: Offer[];
}

function AddModel({ info, contest, others }: AddModelProps) {
  const setParams = useRouteStore((state) => state.setParams);
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <ActionIcon aria-label="Add a model to the contest" title="Add a model to the contest" size="md">
          <IconPlus size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown maw={380}>
        {others.map((model) => (
          <Menu.Item
            key={model.name}
            disabled={model.reason !== null}
            onClick={() => setParams(contestChange(contest, { add: model.name }))}
          >
            <ModelName info={info} name={model.name} />
            {model.reason && <span className={classes.reason}>{model.reason}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
