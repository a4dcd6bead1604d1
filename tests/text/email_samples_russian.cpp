// SPDX-License-Identifier: BSL-1.0
#include "text/email_samples.hpp"

namespace usher_test {
namespace {

constexpr EmailSample samples[] = {
    {"Gmail",
     "Верните деньги.\n\nпн, 2 мар. 2026 г. в 10:14, Northwind <care@northwind.example>:\n\n> Вам "
     "отказано.\n",
     "Верните деньги.\n"},
    {"Gmail, not quoted",
     "Верните деньги.\n\nпн, 2 мар. 2026 г. в 10:14, Northwind <care@northwind.example>:\n\nВам отказано.\n",
     "Верните деньги.\n"},
    {"Gmail, with a verb",
     "Да.\n\n2 марта 2026 г., 10:14 пользователь Northwind <care@northwind.example> написал:\n> Решено?\n",
     "Да.\n"},
    {"Mail.ru",
     "Да.\n\nПонедельник, 2 марта 2026, 10:14 +03:00 от Northwind <care@northwind.example>:\n\nРешено?\n",
     "Да.\n"},
    {"Yandex", "Да.\n\n02.03.2026, 10:14, \"Northwind\" <care@northwind.example>:\nРешено?\n", "Да.\n"},
    {"Thunderbird", "Да.\n\n02.03.2026 10:14, Northwind пишет:\n> Решено?\n", "Да.\n"},
    {"The Bat!", "Да.\n\nВы писали 2 марта 2026 г., 10:14:09:\n\n> Решено?\n", "Да.\n"},
    {"a name and a verb", "Иван пишет:\n> Решено?\nЕщё нет.\n", "Ещё нет.\n"},
    {"Outlook",
     "Отмените заказ.\n\nОт: Northwind <care@northwind.example>\nОтправлено: 2 марта 2026 г. 10:14\nКому: "
     "Анна\nТема: "
     "Заказ\n\nУважаемая Анна,\n",
     "Отмените заказ.\n"},
    {"Outlook, original message",
     "Отмените заказ.\n\n-----Исходное сообщение-----\nОт: Northwind\nОтправлено: 2 марта\nКому: Анна\nТема: "
     "Заказ\n",
     "Отмените заказ.\n"},
    {"iPhone", "Где заказ?\n\nОтправлено с iPhone\n", "Где заказ?\n"},
    {"my phone", "Где заказ?\n\nОтправлено с моего Samsung Galaxy\n", "Где заказ?\n"},
    {"Mail.ru on a phone", "Где заказ?\n\nОтправлено из Почты Mail.ru для Android\n", "Где заказ?\n"},
    {"Yandex on a phone", "Где заказ?\n--\nОтправлено из мобильного приложения Яндекс Почты\n",
     "Где заказ?\n"},
    {"a signature", "Где заказ?\n\n-- \nС уважением, Анна Иванова\n", "Где заказ?\n"},
    {"a forward",
     "Помогите ему.\n\n-------- Пересылаемое сообщение --------\nОт: Иван <ivan@example.com>\nТема: "
     "Велосипед\n\nСломан "
     "тормоз.\n",
     "Помогите ему.\n-------- Пересылаемое сообщение --------\nОт: Иван <ivan@example.com>\nТема: "
     "Велосипед\nСломан "
     "тормоз.\n"},
    {"a sentence that ends like an attribution", "Оператор мне 2 марта написал:\nвернём\nДенег нет.\n",
     "Оператор мне 2 марта написал:\nвернём\nДенег нет.\n"},
    {"Windows", "Где заказ?\n\nОтправлено из приложения Почта для Windows\n", "Где заказ?\n"},
};

} // namespace

std::span<const EmailSample> russian_emails() noexcept { return samples; }

} // namespace usher_test
