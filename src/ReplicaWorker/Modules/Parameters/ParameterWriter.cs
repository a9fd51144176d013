using System.Collections.Immutable;
using System.Diagnostics;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Modules.Parameters;

/// <summary>Takes the steps of plans in a replica region. Decides nothing.</summary>
internal sealed class ParameterWriter(ParameterStore store, ParameterPacing pacing)
{
    /// <summary>Takes one step, but for a deletion: those go together, by <see cref="DeleteAsync"/>.</summary>
    /// <returns>Whether the copy was as the plan had it.</returns>
    /// <exception cref="RefusedPutException">The service refused the value; its words are kept only as far as they cannot quote it.</exception>
    public async Task<StepResult> TakeAsync(ParameterStep step, string region, CancellationToken stopping)
    {
        try
        {
            return step switch
            {
                ParameterStep.Create create => await CreateAsync(create, region, stopping),
                ParameterStep.Overwrite overwrite => await OverwriteAsync(overwrite, region, stopping),
                ParameterStep.Tag tag => await TagAsync(tag.Name, tag.Tags, region, stopping),
                ParameterStep.Untag untag => await UntagAsync(untag, region, stopping),
                ParameterStep.Label label => await LabelAsync(label, region, stopping),
                ParameterStep.Unlabel unlabel => await UnlabelAsync(unlabel, region, stopping),
                _ => throw new UnreachableException(step.Action),
            };
        }
        catch (Exception moved) when (moved is ParameterNotFoundException or ParameterVersionNotFoundException or InvalidResourceIdException)
        {
            return StepResult.Moved;
        }
        catch (TooManyUpdatesException)
        {
            return StepResult.Busy;
        }
    }

    /// <summary>Takes up to ten copies away. One that was gone already is as good.</summary>
    public async Task DeleteAsync(IReadOnlyCollection<ParameterStep.Delete> steps, string region, CancellationToken stopping)
    {
        var request = new DeleteParametersRequest { Names = [.. steps.Select(step => step.Name)] };
        await pacing.RunAsync(PacedOperation.Delete, region, token => store.In(region).DeleteParametersAsync(request, token), stopping);
    }

    private async Task<StepResult> CreateAsync(ParameterStep.Create step, string region, CancellationToken stopping)
    {
        var request = Put(step.Wanted);
        request.Tags = Tags(step.Tags);   // never together with Overwrite: the service refuses that
        try
        {
            await PutAsync(request, region, stopping);
            return StepResult.Taken;
        }
        catch (Exception taken) when (taken is ParameterAlreadyExistsException or HierarchyTypeMismatchException)
        {
            return StepResult.Exists;
        }
    }

    private async Task<StepResult> OverwriteAsync(ParameterStep.Overwrite step, string region, CancellationToken stopping)
    {
        var request = Put(step.Wanted);
        request.Overwrite = true;
        try
        {
            var answer = await PutAsync(request, region, stopping);
            if (answer.Version == 1)
            {
                // It had vanished, so the put has created it: ours, and marked before anything else.
                await TagAsync(step.Name, step.Tags, region, stopping);
            }

            return answer.Version == step.Expected + 1 ? StepResult.Taken : StepResult.Moved;
        }
        catch (ParameterMaxVersionLimitExceededException)
        {
            return StepResult.NeedsRoom;
        }
        catch (HierarchyTypeMismatchException)
        {
            return StepResult.Moved;
        }
    }

    private async Task<PutParameterResponse> PutAsync(PutParameterRequest request, string region, CancellationToken stopping)
    {
        try
        {
            return await pacing.RunAsync(PacedOperation.Put, region, token => store.In(region).PutParameterAsync(request, token), stopping);
        }
        catch (AmazonSimpleSystemsManagementException refused) when (refused
            is not (ParameterAlreadyExistsException or ParameterMaxVersionLimitExceededException or HierarchyTypeMismatchException or TooManyUpdatesException))
        {
            throw RefusedPutException.Of(refused, request.Value!, request.KeyId);
        }
    }

    private async Task<StepResult> TagAsync(string name, ImmutableSortedDictionary<string, string> tags, string region, CancellationToken stopping)
    {
        var request = new AddTagsToResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = name, Tags = Tags(tags) };
        await pacing.RunAsync(PacedOperation.Tags, region, token => store.In(region).AddTagsToResourceAsync(request, token), stopping);
        return StepResult.Taken;
    }

    private async Task<StepResult> UntagAsync(ParameterStep.Untag step, string region, CancellationToken stopping)
    {
        var request = new RemoveTagsFromResourceRequest { ResourceType = ResourceTypeForTagging.Parameter, ResourceId = step.Name, TagKeys = [.. step.Keys] };
        await pacing.RunAsync(PacedOperation.Tags, region, token => store.In(region).RemoveTagsFromResourceAsync(request, token), stopping);
        return StepResult.Taken;
    }

    private async Task<StepResult> LabelAsync(ParameterStep.Label step, string region, CancellationToken stopping)
    {
        var request = new LabelParameterVersionRequest { Name = step.Name, Labels = [.. step.Labels] };
        var answer = await pacing.RunAsync(PacedOperation.Label, region, token => store.In(region).LabelParameterVersionAsync(request, token), stopping);
        return answer.InvalidLabels is { Count: > 0 } invalid
            ? throw new ItemFailedException($"the service refused labels: {string.Join(", ", invalid)}")
            : StepResult.Taken;
    }

    private async Task<StepResult> UnlabelAsync(ParameterStep.Unlabel step, string region, CancellationToken stopping)
    {
        var request = new UnlabelParameterVersionRequest { Name = step.Name, ParameterVersion = step.Version, Labels = [.. step.Labels] };
        await pacing.RunAsync(PacedOperation.Label, region, token => store.In(region).UnlabelParameterVersionAsync(request, token), stopping);
        return StepResult.Taken;
    }

    private static PutParameterRequest Put(WantedParameter wanted) => new()
    {
        Name = wanted.Name,
        Type = wanted.Type,
        Value = wanted.Content!.Reveal(),
        Description = wanted.Description,
        AllowedPattern = wanted.AllowedPattern,
        DataType = wanted.DataType,
        Tier = wanted.Tier,
        Policies = wanted.Policies,
        KeyId = wanted.KeyId,
    };

    private static List<Tag> Tags(ImmutableSortedDictionary<string, string> tags) => [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}

/// <summary>What the service made of a step.</summary>
internal enum StepResult
{
    Taken,

    /// <summary>The copy was not what the plan saw: look again.</summary>
    Moved,

    /// <summary>To create, but it stands there; or its name was in use until a moment ago.</summary>
    Exists,

    /// <summary>The oldest of 100 versions bears a label.</summary>
    NeedsRoom,

    /// <summary>Somebody else is writing it right now.</summary>
    Busy,
}
