/** What the service's unit is written from. */
export interface ServiceSettings {
  /** The project's folder. */
  readonly projectFolder: string;
  readonly node: string;
  readonly data: string;
  readonly user: string;
  readonly port: number;
  readonly host: string;
  /** Start through `soro update run`, which takes releases from a hub. */
  readonly updates?: boolean | undefined;
}

/** The name of the service: `systemctl status soro`. */
export const serviceName = 'soro';

/**
 * A systemd unit that starts at boot and may do little else than serve: its own user, no new rights, the system
 * read-only, only its data folder writable, no devices. Memory is not forbidden to be executable: V8 compiles.
 */
export function serviceUnit(settings: ServiceSettings): string {
  const { projectFolder, node, data, user, port, host, updates = false } = settings;
  const needsLowPort = port > 0 && port < 1024;
  const command = [
    quoted(node),
    '--disable-warning=ExperimentalWarning',
    quoted(`${projectFolder}/src/cli/main.ts`),
    `--log lines ${updates ? 'update run --' : 'serve'}`,
    `--host ${host}`,
    `--port ${port}`,
  ].join(' ');
  const lines = [
    '[Unit]',
    'Description=Soro, the chat server of a school',
    `Documentation=file:${projectFolder.replaceAll(' ', '%20')}/docs/school.md`,
    'Wants=network-online.target',
    'After=network-online.target time-sync.target',
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=exec',
    `ExecStart=${command}`,
    `User=${user}`,
    `Group=${user}`,
    `Environment=SORO_DATA=${quoted(data)} "SORO_CACHE=${data}/cache" NODE_ENV=production`,
    `WorkingDirectory=${data}`,
    'Restart=always',
    'RestartSec=2',
    '# 2: the settings or a file are wrong, which trying again does not change.',
    'RestartPreventExitStatus=2',
    'TimeoutStopSec=20',
    'OOMPolicy=continue',
    '',
    '# What is written: the data folder, nothing else.',
    `ReadWritePaths=${data}`,
    'ProtectSystem=strict',
    'ProtectHome=read-only',
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'DevicePolicy=closed',
    'UMask=0077',
    '',
    '# What may be called.',
    'NoNewPrivileges=yes',
    `CapabilityBoundingSet=${needsLowPort ? 'CAP_NET_BIND_SERVICE' : ''}`,
    `AmbientCapabilities=${needsLowPort ? 'CAP_NET_BIND_SERVICE' : ''}`,
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
    'RestrictNamespaces=yes',
    'RestrictRealtime=yes',
    'RestrictSUIDSGID=yes',
    'LockPersonality=yes',
    'SystemCallArchitectures=native',
    'SystemCallFilter=@system-service',
    'SystemCallFilter=~@privileged @resources',
    'SystemCallErrorNumber=EPERM',
    '',
    '# What may be seen.',
    'ProtectProc=invisible',
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectKernelLogs=yes',
    'ProtectControlGroups=yes',
    'ProtectClock=yes',
    'ProtectHostname=yes',
    'RemoveIPC=yes',
    'KeyringMode=private',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ];
  return lines.join('\n');
}

/** systemd reads quotes and backslashes in a command. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
