using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace LocalCloud.Git;

/// <summary>
/// git's own hooks, turned into questions to this server: before a push is applied (its objects are in quarantine, indexed, and
/// no ref has moved), for each ref, and after it is applied.
/// </summary>
/// <remarks>
/// The hooks are one bash script, chosen for each push by <c>core.hooksPath</c>; repositories stay free of them. bash speaks HTTP
/// through <c>/dev/tcp</c>, so no other program is needed.
/// </remarks>
internal sealed class PushHooks(string directory)
{
    public const string Prefix = "/.hooks/";

    private const string Script =
        """
        #!/bin/bash
        export LC_ALL=C
        if [ "${0##*/}" = update ]; then commands=$1; else commands=$(cat); fi
        exec 3<>"/dev/tcp/127.0.0.1/$PUSH_PORT" || exit 1
        printf 'POST /.hooks/%s/%s/%s HTTP/1.0\r\nContent-Length: %d\r\n\r\n%s' \
          "$PUSH_ID" "${0##*/}" "${GIT_QUARANTINE_PATH##*/}" "${#commands}" "$commands" >&3
        read -r _ status _ <&3
        [ "$status" = 204 ]

        """;

    private static readonly string[] All = ["pre-receive", "update", "post-receive"];

    private readonly ConcurrentDictionary<string, PushInProgress> _pushes = new(StringComparer.Ordinal);
    private int _port;

    /// <summary>Writes the scripts.</summary>
    public void Install(int port)
    {
        _port = port;
        foreach (var hooks in new[] { All[2..], [All[0], All[2]], All[1..], All })
        {
            var folder = Folder(hooks);
            Directory.CreateDirectory(folder);
            foreach (var hook in hooks)
            {
                var file = Path.Combine(folder, hook);
                File.WriteAllText(file, Script);
                MakeExecutable(file);
            }
        }
    }

    /// <summary>Takes up a push; its hooks find it by the variables of <see cref="PushInProgress.Variables"/>.</summary>
    public PushInProgress Begin(BareRepository repository, PushRequest request, StruckBy faults, bool refuseOffsetDeltas)
    {
        var inspect = request.Commands.Any(c => !c.IsDelete) && (refuseOffsetDeltas || faults.RefuseThinPacks);
        var hooks = All.Where(hook => hook switch
        {
            "pre-receive" => inspect,
            "update" => faults.Refusal is not null,
            _ => true,
        });
        var push = new PushInProgress(repository, request, faults, refuseOffsetDeltas)
        {
            Id = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Port = _port,
            HooksPath = Folder(hooks),
            KeepsPack = inspect,
        };
        _pushes[push.Id] = push;
        return push;
    }

    public void End(PushInProgress push) => _pushes.TryRemove(push.Id, out _);

    /// <summary>Answers one hook: 204 to go on, 409 to refuse.</summary>
    public async Task AnswerAsync(HttpContext http, string target)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        if (target[Prefix.Length..].Split('/') is [var id, var hook, var quarantine] && _pushes.TryGetValue(id, out var push))
        {
            using var reader = new StreamReader(http.Request.Body);
            var input = await reader.ReadToEndAsync(http.RequestAborted);
            var accepted = hook switch
            {
                "pre-receive" => push.Inspect(quarantine),
                "update" => push.Accepts(input),
                _ => push.Applied(input),
            };
            http.Response.StatusCode = accepted ? StatusCodes.Status204NoContent : StatusCodes.Status409Conflict;
        }
    }

    private static void MakeExecutable(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("the hooks need bash");
        }

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Folder(IEnumerable<string> hooks) => Path.Combine(directory, string.Join('+', hooks));
}

/// <summary>What the hooks of one push ask, and what they have told.</summary>
internal sealed class PushInProgress(BareRepository repository, PushRequest request, StruckBy faults, bool refuseOffsetDeltas)
{
    public required string Id { get; init; }

    public required int Port { get; init; }

    public required string HooksPath { get; init; }

    /// <summary>Whether git must keep the pack as it came, because it is going to be looked into.</summary>
    public required bool KeepsPack { get; init; }

    /// <summary>Settings for git that bring the hooks in.</summary>
    public IEnumerable<KeyValuePair<string, string>> Configuration =>
    [
        new("core.hooksPath", HooksPath),
        .. KeepsPack ? [new("receive.unpackLimit", "1")] : Array.Empty<KeyValuePair<string, string>>(),
    ];

    /// <summary>Environment variables that the hooks find this push by.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables => [new("PUSH_ID", Id), new("PUSH_PORT", $"{Port}")];

    /// <summary>Refs that have moved: name, old id, new id.</summary>
    public ImmutableArray<PushCommand> Moved { get; private set; } = [];

    /// <summary>What the pusher is told instead of git's report.</summary>
    public PushReport? Refusal { get; private set; }

    /// <summary>Looks at the pack in quarantine.</summary>
    public bool Inspect(string quarantine)
    {
        var packs = Path.Combine(repository.Path, "objects", quarantine, "pack");
        foreach (var index in Directory.Exists(packs) ? Directory.GetFiles(packs, "*.idx") : [])
        {
            if (refuseOffsetDeltas && PackIndex.HasOffsetDeltas(index, repository.IsSha256))
            {
                // go-git shows this as "unpack error: protocol error (…)": src-d/go-git#945.
                Refusal = PushReport.Refuse(request, "protocol error (offset deltas are not supported)", "unpacker error");
            }
            else if (faults.RefuseThinPacks && request.Objects is { } sent && PackIndex.Count(index) > sent)
            {
                Refusal = PushReport.Refuse(request, "unresolved deltas", "unpacker error");
            }
        }

        return Refusal is null;
    }

    public bool Accepts(string name) =>
        faults.Refusal is not { } refusal || (refusal.RefuseRefs.Count > 0 && !refusal.RefuseRefs.Contains(name, StringComparer.Ordinal));

    public bool Applied(string lines)
    {
        Moved =
        [
            .. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(l => l.Split(' ', 3))
                .Select(w => new PushCommand(w[0], w[1], w[2]))
                .Where(c => c.Old != c.New),
        ];
        return true;
    }
}
