namespace LocalCloud.Kubernetes;

/// <summary>The faults in force at one cluster.</summary>
public sealed class KubernetesFaults
{
    private readonly Lock _gate = new();
    private readonly List<Armed> _armed = [];

    /// <returns>Dispose it to take the fault away.</returns>
    public IDisposable Add(KubernetesFault fault)
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

    /// <summary>The first fault, in the order added, that hits this request. Every fault that concerns the request counts it.</summary>
    internal KubernetesFault? Next(KubernetesRequest request, string user)
    {
        lock (_gate)
        {
            KubernetesFault? hit = null;
            foreach (var armed in _armed.Where(armed => armed.Fault.Concerns(request, user)))
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

    private sealed class Armed(KubernetesFaults owner, KubernetesFault fault) : IDisposable
    {
        public KubernetesFault Fault { get; } = fault;

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
