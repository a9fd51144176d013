using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ReplicaWorker.Events;

internal static class EventRegistration
{
    public static void AddEventReader(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<EventReader>();
}
