namespace LocalCloud.Aws;

/// <summary>What goes wrong with a call.</summary>
public enum AwsFaultKind
{
    /// <summary>The call is refused with a status and a code.</summary>
    Refused,

    /// <summary>The connection is cut before the call is carried out: as if the service could not be reached.</summary>
    Unreachable,

    /// <summary>The call is carried out, then the connection is cut: the caller cannot know.</summary>
    CutAfterwards,

    /// <summary>Nothing but the delay.</summary>
    Slow,
}

/// <summary>One thing to go wrong. Nothing in a filter means any.</summary>
public sealed record AwsFault
{
    public AwsFaultKind Kind { get; init; }

    public string? Service { get; init; }

    public string? Operation { get; init; }

    public string? Region { get; init; }

    /// <summary>Who signed. Lets the worker fail while a test's own calls pass.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Matching calls to let through first.</summary>
    public int After { get; init; }

    /// <summary>How many calls it hits; without a number it stays.</summary>
    public int? Times { get; init; }

    public int Status { get; init; } = 400;

    public string Code { get; init; } = "";

    public string Message { get; init; } = "";

    public TimeSpan? RetryAfter { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>400 <c>ThrottlingException</c>, "Rate exceeded".</summary>
    public static AwsFault Throttled(string service, string? operation = null) =>
        new() { Service = service, Operation = operation, Code = "ThrottlingException", Message = "Rate exceeded" };

    /// <summary>400 <c>AccessDeniedException</c>, as the JSON services say it.</summary>
    public static AwsFault Denied(string service, string? operation = null) => new()
    {
        Service = service,
        Operation = operation,
        Code = "AccessDeniedException",
        Message = $"User is not authorized to perform: {service}:{operation ?? "*"} because no identity-based policy allows the action",
    };

    /// <summary>500 <c>InternalServerError</c>, or 503 <c>ServiceUnavailable</c>.</summary>
    public static AwsFault Broken(string service, string? operation = null, int status = 500) => new()
    {
        Service = service,
        Operation = operation,
        Status = status,
        Code = status == 503 ? "ServiceUnavailable" : "InternalServerError",
        Message = "The request has failed due to a temporary failure of the server.",
    };

    public static AwsFault Unreachable(string service, string? region = null) =>
        new() { Kind = AwsFaultKind.Unreachable, Service = service, Region = region };

    internal bool Concerns(AwsRequest request) =>
        Same(Service, request.Service) && Same(Operation, request.Operation)
        && Same(Region, request.Region) && Same(AccessKey, request.AccessKey);

    private static bool Same(string? wanted, string actual) => wanted is null || string.Equals(wanted, actual, StringComparison.Ordinal);
}

/// <summary>The faults in force.</summary>
public sealed class AwsFaults
{
    private readonly Lock _gate = new();
    private readonly List<Armed> _armed = [];

    /// <returns>Dispose it to take the fault away.</returns>
    public IDisposable Add(AwsFault fault)
    {
        var armed = new Armed(this, fault);
        lock (_gate)
        {
            _armed.Add(armed);
        }

        return armed;
    }

    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
        }
    }

    /// <summary>The first fault, in the order added, that hits this call. Every fault that concerns the call counts it.</summary>
    internal AwsFault? Next(AwsRequest request)
    {
        lock (_gate)
        {
            AwsFault? hit = null;
            foreach (var armed in _armed.Where(armed => armed.Fault.Concerns(request)))
            {
                var number = armed.Seen++;
                if (number >= armed.Fault.After && (armed.Fault.Times is not { } times || number < armed.Fault.After + times))
                {
                    hit ??= armed.Fault;
                }
            }

            return hit;
        }
    }

    private sealed class Armed(AwsFaults owner, AwsFault fault) : IDisposable
    {
        public AwsFault Fault { get; } = fault;

        public int Seen { get; set; }

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._armed.Remove(this);
            }
        }
    }
}
