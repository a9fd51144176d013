using LocalCloud.Processes;

namespace LocalCloud.Bus;

/// <summary>The default event bus of one account: takes events, matches them with the project's own rules, starts the worker.</summary>
/// <remarks>
/// Delivery is at least once and in no order, as EventBridge promises no more: <see cref="Hold"/>, <see cref="ReleaseAsync"/> and
/// <see cref="Copies"/> make the worst of that happen on purpose. Retries and event age are not modelled: a refused delivery is
/// kept in <see cref="Undelivered"/>.
/// </remarks>
public sealed class EventBus(EventBusOptions options) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _slots = new(options.Concurrency);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<CloudEvent> _events = [];
    private readonly List<CloudEvent> _held = [];
    private readonly List<TaskRun> _runs = [];
    private readonly List<Notification> _notifications = [];
    private readonly List<Undelivered> _undelivered = [];
    private readonly Ids _ids = new("schedules");
    private TaskCompletionSource _changed = NewSignal();
    private int _underWay;
    private bool _holding;

    /// <summary>Every event taken, in the order taken; held, dropped and unmatched ones too.</summary>
    public IReadOnlyList<CloudEvent> Events => Copy(_events);

    /// <summary>Tasks that have ended, in the order of their ends.</summary>
    public IReadOnlyList<TaskRun> Runs => Copy(_runs);

    /// <summary>What people were told through topics, in the order sent. Nobody subscribes here.</summary>
    public IReadOnlyList<Notification> Notifications => Copy(_notifications);

    public IReadOnlyList<Undelivered> Undelivered => Copy(_undelivered);

    /// <summary>How often an event is delivered: 0 loses it, 2 doubles it. Once unless told.</summary>
    public Func<CloudEvent, int> Copies { get; set; } = _ => 1;

    /// <summary>Takes an event, matches it, and starts what it starts; does not wait for tasks to end.</summary>
    public Task PublishAsync(CloudEvent published)
    {
        LeakWatch.Look($"event {published.DetailType} of {published.Source}", [published.Detail.ToJsonString()]);
        lock (_gate)
        {
            _events.Add(published);
            if (_holding)
            {
                _held.Add(published);
                return Task.CompletedTask;
            }
        }

        Deliver(published);
        return Task.CompletedTask;
    }

    /// <summary>Lets a rule's schedule strike now: its targets get a <c>Scheduled Event</c>, as at the appointed time. No clock here does.</summary>
    /// <param name="rule">Name of an enabled rule with a schedule.</param>
    public Task StrikeAsync(string rule)
    {
        var scheduled = options.Rules.Single(one => one is { Enabled: true, Schedule: not null } && string.Equals(one.Name, rule, StringComparison.Ordinal));
        var strike = new CloudEvent(
            _ids.Next(), "aws.events", "Scheduled Event", scheduled.Arn.Split(':')[4], options.Time.GetUtcNow(), options.Region, [scheduled.Arn], []);
        Record(() => _events.Add(strike));

        foreach (var target in scheduled.Targets)
        {
            Start(strike, scheduled, target);
        }

        return Task.CompletedTask;
    }

    /// <summary>From now on events are kept back until <see cref="ReleaseAsync"/>.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _holding = true;
        }
    }

    /// <summary>Delivers what was kept back, as it came or as <paramref name="rearrange"/> puts it: reordered, doubled, with gaps.</summary>
    public Task ReleaseAsync(Func<IReadOnlyList<CloudEvent>, IEnumerable<CloudEvent>>? rearrange = null)
    {
        CloudEvent[] held;
        lock (_gate)
        {
            held = [.. _held];
            _held.Clear();
            _holding = false;
        }

        foreach (var released in rearrange?.Invoke(held) ?? held)
        {
            Deliver(released);
        }

        return Task.CompletedTask;
    }

    /// <summary>Waits until no task is running or waiting to run. Held events do not count.</summary>
    public async Task IdleAsync(CancellationToken cancellation = default)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_underWay == 0)
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>Waits for the first ended task, from the start of the bus, that matches.</summary>
    public async Task<TaskRun> WaitForRunAsync(Func<TaskRun, bool> matches, CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_runs.Find(run => matches(run)) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await IdleAsync();
        _stopping.Dispose();
        _slots.Dispose();
    }

    private void Deliver(CloudEvent delivered)
    {
        if (!string.Equals(delivered.Region, options.Region, StringComparison.Ordinal))
        {
            return;
        }

        var json = delivered.ToJson();
        var matching = options.Rules.Where(rule => rule.Enabled && rule.Pattern?.Matches(json) == true).ToArray();
        for (var copy = matching.Length == 0 ? 0 : Copies(delivered); copy > 0; copy--)
        {
            foreach (var (rule, target) in matching.SelectMany(rule => rule.Targets.Select(target => (rule, target))))
            {
                Start(delivered, rule, target);
            }
        }
    }

    private void Start(CloudEvent delivered, EventRule rule, RuleTarget target)
    {
        TaskLaunch launch;
        try
        {
            var input = Input(delivered, rule, target);
            if (target.IsTopic)
            {
                Record(() => _notifications.Add(new(delivered, rule.Name, target.Arn, input)));
                return;
            }

            launch = Launch(target, input);
        }
        catch (TaskRefusedException refused)
        {
            Record(() => _undelivered.Add(new(delivered, rule.Name, target.Id, refused.Message)));
            return;
        }

        lock (_gate)
        {
            _underWay++;
        }

        _ = Task.Run(() => RunAsync(delivered, rule, target, launch));     // catches everything itself
    }

    private string Input(CloudEvent delivered, EventRule rule, RuleTarget target)
    {
        var json = delivered.ToJson();
        return target.Transformer is { } transformer
            ? transformer.Apply(json, rule.Name, rule.Arn, options.Time.GetUtcNow())
                ?? throw new TaskRefusedException("the transformed input is not JSON: EventBridge delivers nothing")
            : target.Input ?? json.GetRawText();
    }

    private TaskLaunch Launch(RuleTarget target, string input) => target.IsTask
        ? options.Task.With(input)
        : throw new TaskRefusedException($"{target.Arn} is neither an ECS cluster nor an SNS topic; nothing else is reached here");

    private async Task RunAsync(CloudEvent delivered, EventRule rule, RuleTarget target, TaskLaunch launch)
    {
        Action record;
        try
        {
            await _slots.WaitAsync(_stopping.Token);
            try
            {
                var worker = await options.Run(launch, _stopping.Token);
                record = () => _runs.Add(new(delivered, rule.Name, launch, worker));
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            record = () => _undelivered.Add(new(delivered, rule.Name, target.Id, "the bus was stopped"));
        }
#pragma warning disable CA1031 // Nobody awaits a task of a rule: what kept it from running is told where people look for it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            record = () => _undelivered.Add(new(delivered, rule.Name, target.Id, "the task did not start: " + failure.Message));
        }

        Record(() =>
        {
            record();
            _underWay--;
        });
    }

    private void Record(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private T[] Copy<T>(List<T> list)
    {
        lock (_gate)
        {
            return [.. list];
        }
    }
}
