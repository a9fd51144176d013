using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Brings up to ten named parameters of one region in step: read both sides, plan, write, read the source again, until nothing has moved.</summary>
/// <remarks>
/// There are no locks. Parameter Store has no compare-and-swap either; so whoever writes looks at the source afterwards, and goes round once more
/// when it has moved on: of two runs that race, the last writer always finds out.
/// </remarks>
internal sealed class ParameterConvergence(ParameterRegion region, ParameterReader reader, ParameterWriter writer, SourceCheck check, bool labels, TimeProvider time)
{
    /// <summary>Sources or copies that move under us again and again: somebody else is at work; the next event finds the rest.</summary>
    private const int MaxRounds = 6;

    /// <summary>Times that a name is waited for, which the service has not given out again.</summary>
    private const int MaxWaits = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly ParameterJournal _journal = region.Journal;

    /// <param name="names">Up to <see cref="ParameterStore.BatchSize"/>.</param>
    /// <param name="first">A first reading of the sources that several regions share; null: it is read here.</param>
    /// <param name="permit">What may be deleted.</param>
    /// <param name="sourceFailed">Takes what could not be read at the source.</param>
    /// <param name="stopping">Ends waiting.</param>
    public Task RunAsync(
        IReadOnlyCollection<string> names,
        Task<Dictionary<string, Reading>>? first,
        DeletionPermit permit,
        Action<string, Exception> sourceFailed,
        CancellationToken stopping) => RunAsync(names, first, permit, sourceFailed, waits: 0, stopping);

    private async Task RunAsync(
        IReadOnlyCollection<string> names,
        Task<Dictionary<string, Reading>>? first,
        DeletionPermit permit,
        Action<string, Exception> sourceFailed,
        int waits,
        CancellationToken stopping)
    {
        var items = names.Select(name => new Item(name)).ToDictionary(item => item.Key, StringComparer.Ordinal);
        var later = new List<Task>();
        for (var round = 1; items.Count > 0; round++)
        {
            if (round > MaxRounds)
            {
                foreach (var item in items.Values)
                {
                    _journal.Fail(item.Name, $"keeps moving under us in {region.Name} or {region.PrimaryRegion}", ExitCode.TryLater);
                }

                break;
            }

            if (round > 1)
            {
                await Task.Delay(Pause * round, time, stopping);
            }

            string[] pending = [.. items.Values.Select(item => item.Name)];
            var sources = first ?? reader.ReadAsync(region.PrimaryRegion, pending, labels, stopping);
            var copies = reader.ReadAsync(region.Name, pending, labels || items.Values.Any(item => item.NeedsRoom), stopping);
            first = null;
            if (await region.Fence)
            {
                _journal.Fenced();
                return;
            }

            Plan(items, await sources, await copies, sourceFailed);
            HoldDeletions(items, permit);
            if (region.Switches.DryRun)
            {
                return;
            }

            await TakeAsync([.. items.Values], stopping);
            await CheckAsync([.. items.Values.Where(item => item.Next == Next.Check)], stopping);

            foreach (var item in items.Values.Where(item => item.Next == Next.Wait))
            {
                later.Add(WaitAsync(item.Name, permit, sourceFailed, waits + 1, stopping));
            }

            items = items.Where(item => item.Value.Next == Next.Again).ToDictionary(StringComparer.Ordinal);
        }

        await Task.WhenAll(later);
    }

    /// <summary>The service asks for 30 seconds between deleting a name and creating it again; the others go on meanwhile.</summary>
    private async Task WaitAsync(string name, DeletionPermit permit, Action<string, Exception> sourceFailed, int waits, CancellationToken stopping)
    {
        if (waits > MaxWaits)
        {
            _journal.Fail(name, $"the service does not give the name out again in {region.Name}", ExitCode.TryLater);
            return;
        }

        _journal.Waiting(name, region.Options.RecreateWait);
        await Task.Delay(region.Options.RecreateWait, time, stopping);
        await RunAsync([name], first: null, permit, sourceFailed, waits, stopping);
    }

    private void Plan(
        Dictionary<string, Item> items, Dictionary<string, Reading> sources, Dictionary<string, Reading> copies, Action<string, Exception> sourceFailed)
    {
        foreach (var item in items.Values)
        {
            var (source, copy) = (sources[item.Key], copies[item.Key]);
            item.Next = Next.Done;
            item.Source = source.State;
            item.Plan = null;
            if (source.Failure is { } unread)
            {
                sourceFailed(item.Name, unread);
            }
            else if (copy.Failure is { } failure)
            {
                _journal.Fail(item.Name, failure);
            }
            else
            {
                Plan(item, region.Plan(item.Name, source.State, copy.State));
            }
        }
    }

    private void Plan(Item item, ParameterPlan plan)
    {
        _journal.Planned(plan);
        switch (plan.Verdict)
        {
            case Verdict.InStep:
                _journal.Unchanged(plan.Name);
                break;
            case Verdict.Failed:
                _journal.Fail(plan.Name, plan.Reason!, plan.Meaning);
                break;
            case Verdict.Change when item.WasRefused && plan.Steps is [ParameterStep.Create, ..]:
                item.Next = Next.Wait;   // nothing stands there, and yet the name was taken a moment ago
                break;
            case Verdict.Change:
                item.Plan = plan;
                break;
        }
    }

    private void HoldDeletions(Dictionary<string, Item> items, DeletionPermit permit)
    {
        var deletions = items.Values.Where(item => item.Plan?.Steps is [ParameterStep.Delete { IsForGood: true }]).ToList();
        var (granted, held) = permit.Take([.. deletions.Select(item => item.Key)]);
        if (held.Count > 0)
        {
            var limit = region.Switches.AllowDeletes ?? region.Options.MaxDeletes;
            _journal.Held([.. held.Select(key => items[key].Name)], $"more than {limit} in this run; --allow-deletes confirms");
        }

        foreach (var item in deletions.Where(item => !granted.Contains(item.Key, StringComparer.Ordinal)))
        {
            item.Plan = null;
        }
    }

    private async Task TakeAsync(IReadOnlyCollection<Item> items, CancellationToken stopping)
    {
        await Task.WhenAll(items.Where(item => item.Plan is not null).Select(item => TakeAsync(item, stopping)));

        var deletions = items.Where(item => item.Next == Next.Delete).ToList();
        if (deletions.Count == 0)
        {
            return;
        }

        try
        {
            await writer.DeleteAsync([.. deletions.Select(item => item.Deletion!)], region.Name, stopping);
            foreach (var item in deletions)
            {
                _journal.Changed(item.Deletion!);
                item.Next = item.Deletion!.IsForGood ? Next.Check : Next.Wait;
            }
        }
        catch (Exception refused) when (ParameterMeaning.IsItems(refused))
        {
            foreach (var item in deletions)
            {
                _journal.Fail(item.Name, refused);
                item.Next = Next.Done;
            }
        }
    }

    /// <summary>One parameter's steps, one after the other: the service refuses two writes to one parameter at a time.</summary>
    private async Task TakeAsync(Item item, CancellationToken stopping)
    {
        try
        {
            foreach (var step in item.Plan!.Steps)
            {
                if (step is ParameterStep.Delete)
                {
                    item.Next = Next.Delete;
                    return;
                }

                var result = await writer.TakeAsync(step, region.Name, stopping);
                if (result != StepResult.Taken)
                {
                    item.NeedsRoom |= result == StepResult.NeedsRoom;
                    item.WasRefused |= result == StepResult.Exists;
                    item.Next = Next.Again;
                    _journal.Moved(item.Name);
                    return;
                }

                _journal.Changed(step);
            }

            item.Next = Next.Check;
        }
        catch (Exception refused) when (ParameterMeaning.IsItems(refused))
        {
            _journal.Fail(item.Name, refused);
            item.Next = Next.Done;
        }
    }

    private async Task CheckAsync(IReadOnlyCollection<Item> items, CancellationToken stopping)
    {
        if (items.Count == 0)
        {
            return;
        }

        var moved = await check.RunAsync([.. items.Select(item => new Written(item.Name, item.Source, item.Plan!))], stopping);
        foreach (var item in items)
        {
            item.Next = Next.Done;
            if (moved[item.Key].Failure is { } failure)
            {
                _journal.Fail(item.Name, $"written, but {region.PrimaryRegion} could not be read again: {failure.Message}", ParameterMeaning.Of(failure));
            }
            else if (moved[item.Key].HasMoved)
            {
                _journal.Moved(item.Name);
                item.Next = Next.Again;
            }
        }
    }

    /// <summary>What comes after a round.</summary>
    private enum Next
    {
        Done,
        Delete,
        Check,
        Again,
        Wait,
    }

    private sealed class Item(string name)
    {
        public string Name => name;

        public string Key { get; } = ParameterName.Key(name);

        public ParameterState? Source { get; set; }

        public ParameterPlan? Plan { get; set; }

        public Next Next { get; set; }

        public bool NeedsRoom { get; set; }

        public bool WasRefused { get; set; }

        public ParameterStep.Delete? Deletion => Plan?.Steps.OfType<ParameterStep.Delete>().FirstOrDefault();
    }
}
