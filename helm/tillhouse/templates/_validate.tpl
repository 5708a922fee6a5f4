{{/* Combinations that cannot work, told before anything is installed. */}}
{{- define "tillhouse.validate" -}}
{{- $v := .Values -}}
{{- if not (include "tillhouse.isCluster" .) -}}
{{- if ne (int (include "tillhouse.replicas" .)) 1 -}}
{{- fail (printf "api.replicas is %d, and mode embedded has its database in the pod: it can have one. Set mode: cluster with a database for more." (int (include "tillhouse.replicas" .))) -}}
{{- end -}}
{{- if $v.api.autoscaling.enabled -}}
{{- fail "api.autoscaling needs mode: cluster; mode embedded has its database in the pod and can have one." -}}
{{- end -}}
{{- if or $v.database.url.name $v.database.bundled.enabled $v.redis.url.name $v.redis.bundled.enabled $v.search.url $v.search.bundled.enabled -}}
{{- fail "database, redis and search are for mode: cluster; mode embedded has its own." -}}
{{- end -}}
{{- if eq $v.lake.kind "s3" -}}
{{- fail "lake.kind s3 is for mode: cluster; mode embedded keeps database and lake in one volume." -}}
{{- end -}}
{{- if or $v.schedules.backup.enabled $v.schedules.vacuum.enabled -}}
{{- fail "schedules need mode: cluster; in mode embedded nobody but the server's pod sees the home. Use kubectl exec there (docs/operations.md)." -}}
{{- end -}}
{{- else -}}
{{- if and (not $v.database.url.name) (not $v.database.bundled.enabled) -}}
{{- fail "mode cluster needs a database: name the Secret with its address in database.url.name, or set database.bundled.enabled for a trial." -}}
{{- end -}}
{{- if and $v.database.url.name $v.database.bundled.enabled -}}
{{- fail "database.url and database.bundled are both given; which one is meant?" -}}
{{- end -}}
{{- if and $v.redis.url.name $v.redis.bundled.enabled -}}
{{- fail "redis.url and redis.bundled are both given; which one is meant?" -}}
{{- end -}}
{{- if and $v.search.url $v.search.bundled.enabled -}}
{{- fail "search.url and search.bundled are both given; which one is meant?" -}}
{{- end -}}
{{- if and $v.search.url (not $v.search.apiKey.name) -}}
{{- fail "search.url needs search.apiKey.name, the Secret with the key of that server." -}}
{{- end -}}
{{- if not $v.secrets.keys.name -}}
{{- fail "mode cluster needs secrets.keys.name: a Secret with the keys that all pods share (docs/operations.md tells how to make one)." -}}
{{- end -}}
{{- if and (eq $v.lake.kind "s3") (not $v.lake.s3.uri) -}}
{{- fail "lake.kind is s3, and lake.s3.uri is empty: give s3://bucket/prefix." -}}
{{- end -}}
{{- if and (eq $v.lake.kind "volume") (not $v.lake.volume.existingClaim) (not (has "ReadWriteMany" $v.lake.volume.accessModes)) -}}
{{- fail "mode cluster with lake.kind volume needs lake.volume.accessModes: [ReadWriteMany], as many pods write to it; or take lake.kind: s3." -}}
{{- end -}}
{{- if and $v.schedules.backup.enabled (not $v.schedules.backup.existingClaim) -}}
{{- fail "schedules.backup needs existingClaim, the volume to which backups go." -}}
{{- end -}}
{{- if and $v.schedules.backup.encrypted (not $v.secrets.backupPassphrase.name) -}}
{{- fail "schedules.backup.encrypted needs secrets.backupPassphrase.name." -}}
{{- end -}}
{{- if and $v.api.autoscaling.enabled (gt (int $v.api.autoscaling.minReplicas) (int $v.api.autoscaling.maxReplicas)) -}}
{{- fail "api.autoscaling.minReplicas is greater than maxReplicas." -}}
{{- end -}}
{{- end -}}
{{- if and $v.secrets.backupPassphrase.name $v.schedules.backup.enabled (not $v.schedules.backup.encrypted) -}}
{{- fail "secrets.backupPassphrase is named, and schedules.backup.encrypted is false: backups would hold the keys in the clear. Set it, or leave the passphrase away." -}}
{{- end -}}
{{- if lt (int $v.api.terminationGracePeriodSeconds) (add (int $v.api.drainSeconds) 20) -}}
{{- fail (printf "api.terminationGracePeriodSeconds is %d: requests get %d s to end (api.drainSeconds) and what runs then some more; it has to be %d at least." (int $v.api.terminationGracePeriodSeconds) (int $v.api.drainSeconds) (add (int $v.api.drainSeconds) 20)) -}}
{{- end -}}
{{- if and $v.ingress.enabled (not $v.ingress.trustedProxies) -}}
{{- fail "ingress needs trustedProxies, the networks of its controller's pods: without them all clients are one, and share the limits of logins and requests." -}}
{{- end -}}
{{- if and $v.ingress.enabled (not $v.ingress.tlsSecret) -}}
{{- fail "ingress needs tlsSecret: passwords and tokens go over it." -}}
{{- end -}}
{{- if and $v.metrics.serviceMonitor.enabled (not $v.metrics.serviceMonitor.credentials) -}}
{{- fail "metrics.serviceMonitor needs credentials, the Secret of a user who has metrics:read." -}}
{{- end -}}
{{- end -}}
