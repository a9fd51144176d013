using Microsoft.Extensions.DependencyInjection;
using ReplicaWorker.Hosting;

namespace ReplicaWorker.Events;

internal static class EventRegistration
{
    public static void AddEventReader(this WorkerBuilder builder) => builder.Services.AddSingleton<EventReader>();
}
